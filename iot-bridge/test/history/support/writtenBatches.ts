/** A value of {@link samplesOfBatch}. */
export interface WrittenSample {
    device: string;
    signal: string;
    at: number;
    value: number | string;
    quality: 'Good' | 'Bad';
}

const start = Date.UTC(2026, 10, 20, 23, 50);
const signals = 5;
const seconds = 60;

/** What the process that is killed records in a batch; computable again by whoever looks at its store afterwards. */
export function samplesOfBatch(batch: number): WrittenSample[] {
    const fresh = minuteOf(batch);
    const repeated = batch > 0 ? minuteOf(batch - 1).slice(0, 100) : [];
    const late = { ...sampleAt(0, start - batch * 777, 500 + batch), signal: 'Signal_0' };
    return [...fresh, ...repeated, late];
}

function minuteOf(batch: number): WrittenSample[] {
    return Array.from({ length: signals * seconds }, (_, index) => {
        const second = batch * seconds + Math.floor(index / signals);
        return sampleAt(index % signals, start + second * 1000, second);
    });
}

function sampleAt(signal: number, at: number, seed: number): WrittenSample {
    const value = signal === 4 ? (seed % 50 < 40 ? 'Running' : 'Idle') : ((seed * 7919 + signal * 31) % 1000) / 10;
    const quality = seed % 97 === 0 ? 'Bad' : 'Good';
    return { device: 'nw-motor-01', signal: `Signal_${signal}`, at, value, quality };
}
