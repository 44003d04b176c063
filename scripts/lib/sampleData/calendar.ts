const MILLISECONDS_PER_DAY = 86_400_000;
const MILLISECONDS_PER_HOUR = 3_600_000;

/** Dates of the sample data, all relative to one day, so that overdue work stays overdue whenever it is loaded. */
export class SampleCalendar {
    private readonly midnight: number;

    /** @param today any moment of the day (UTC) that the data is relative to */
    constructor(today: Date) {
        this.midnight = Math.floor(today.getTime() / MILLISECONDS_PER_DAY) * MILLISECONDS_PER_DAY;
    }

    /** The date some days from today as `YYYY-MM-DD`; negative days lie in the past. */
    date(days: number): string {
        return new Date(this.midnight + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
    }

    /** The moment some days from today at an hour of the day (UTC), in ISO 8601. */
    moment(days: number, hour: number): string {
        const time = this.midnight + days * MILLISECONDS_PER_DAY + hour * MILLISECONDS_PER_HOUR;
        return new Date(time).toISOString();
    }
}
