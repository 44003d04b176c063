import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDecoders, decoderNames } from '../src/decode/index.ts';
import type { DecoderName } from '../src/decode/index.ts';

/** What a fuzz run found. */
export interface FuzzResult {
    inputs: number;
    /** Inputs of which at least one message was made. */
    decoded: number;
    /** Inputs that were refused with a reason. */
    refused: number;
    /** Inputs that made a decoder throw, gave nothing at all, or took too long, with what is needed to repeat them. */
    failures: string[];
    slowestMs: number;
}

interface Seed {
    format: DecoderName;
    topic: string;
    payload: Uint8Array;
}

const receivedAt = Date.parse('2026-11-20T10:00:00Z');
/** A decoder that needs longer for one message of a few kilobytes would stall the bridge. */
const stallMs = 1000;
const longestPayload = 4096;
const root = fileURLToPath(new URL('../test/cases/decode', import.meta.url));

/** Feeds decoders with mutated real messages. @param random gives numbers from 0 to 1; seeded for repeatable runs */
export function fuzzDecoders(inputs: number, random: () => number, more: readonly Uint8Array[] = []): FuzzResult {
    const decoders = createDecoders();
    const seeds = [...readSeeds(), ...more.map((payload) => withFormat(payload, random))];
    const result: FuzzResult = { inputs, decoded: 0, refused: 0, failures: [], slowestMs: 0 };
    for (let count = 0; count < inputs && result.failures.length < 10; count++) {
        const seed = seeds[Math.floor(random() * seeds.length)];
        if (!seed) break;
        const payload = mutate(seed.payload, random);
        const format = random() < 0.9 ? seed.format : anyFormat(random);
        const began = performance.now();
        try {
            const { messages, problems } = decoders[format](payload, seed.topic, receivedAt);
            if (messages.length > 0) result.decoded++;
            if (problems.length > 0) result.refused++;
        } catch (error) {
            result.failures.push(`${format} threw ${String(error)} on ${Buffer.from(payload).toString('hex')}`);
        }
        const took = performance.now() - began;
        result.slowestMs = Math.max(result.slowestMs, took);
        if (took > stallMs)
            result.failures.push(`${format} took ${took} ms on ${Buffer.from(payload).toString('hex')}`);
    }
    return result;
}

/** Numbers from 0 to 1 that depend on the seed only (mulberry32). */
export function seededRandom(seed: number): () => number {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
}

function readSeeds(): Seed[] {
    return readdirSync(root).flatMap((format) =>
        readdirSync(path.join(root, format)).flatMap((name) =>
            readFileSync(path.join(root, format, name, 'input.ndjson'), 'utf8')
                .split('\n')
                .filter((line) => line.length > 0)
                .map((line) => seedOf(format as DecoderName, JSON.parse(line) as SeedLine))
        )
    );
}

interface SeedLine {
    topic: string;
    text?: string;
    hex?: string;
}

function seedOf(format: DecoderName, { topic, text, hex }: SeedLine): Seed {
    return { format, topic, payload: hex === undefined ? Buffer.from(text ?? '') : Buffer.from(hex, 'hex') };
}

function withFormat(payload: Uint8Array, random: () => number): Seed {
    return { format: anyFormat(random), topic: 'N/portal/battery/0/Dc', payload: payload.slice(0, longestPayload) };
}

function anyFormat(random: () => number): DecoderName {
    return decoderNames[Math.floor(random() * decoderNames.length)] ?? 'json';
}

/** A few random changes: bytes overwritten, removed, repeated, or the end cut off. */
function mutate(payload: Uint8Array, random: () => number): Uint8Array {
    let bytes = Buffer.from(payload);
    const changes = Math.floor(random() * 5);
    for (let change = 0; change < changes; change++) {
        const at = Math.floor(random() * (bytes.length + 1));
        const length = Math.floor(random() * 8);
        const kind = Math.floor(random() * 4);
        if (kind === 0 && at < bytes.length) bytes[at] = Math.floor(random() * 256);
        else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
        else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
        else bytes = bytes.subarray(0, at);
    }
    return bytes;
}
