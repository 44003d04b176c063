const KNOWN_CALLERS = 10_000;

interface Bucket {
    left: number;
    at: number;
}

/** Allows each caller a number of requests a minute; what is not used adds up to that number (token bucket). */
export class RateLimit {
    private readonly perMinute: number;
    private readonly now: () => number;
    private readonly callers = new Map<string, Bucket>();

    constructor(perMinute: number, now: () => number = Date.now) {
        this.perMinute = perMinute;
        this.now = now;
    }

    /** Takes one request of a caller. @returns 0 when it may go on, otherwise the seconds to wait */
    take(caller: string): number {
        const now = this.now();
        const known = this.callers.get(caller) ?? { left: this.perMinute, at: now };
        const left = Math.min(this.perMinute, known.left + ((now - known.at) / 60_000) * this.perMinute);
        this.callers.delete(caller);
        this.callers.set(caller, { left: left >= 1 ? left - 1 : left, at: now });
        this.forgetOldest();
        return left >= 1 ? 0 : Math.ceil(((1 - left) * 60) / this.perMinute);
    }

    /** A caller that was not heard of for long has its full number again, so nothing is lost by forgetting it. */
    private forgetOldest(): void {
        const [oldest] = this.callers.keys();
        if (this.callers.size > KNOWN_CALLERS && oldest !== undefined) this.callers.delete(oldest);
    }
}
