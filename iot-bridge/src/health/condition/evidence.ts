import type { Priority } from '../../contract/index.ts';
import type { Instant } from '../../pipeline/index.ts';
import type { CareScore } from '../machine/machineWatch.ts';
import type { HealthSettings } from '../model.ts';
import type { Words } from '../words.ts';
import type { Misfit } from './relations.ts';
import type { SignalCondition } from './signalCondition.ts';

/** Something that speaks against a machine. */
export interface Evidence {
    /** What it is about; one of each source counts. */
    readonly source: string;
    /** Share of health that it takes, 0 to 1. */
    readonly share: number;
    readonly text: string;
}

/** What is known of a machine at one moment. */
export interface Findings {
    readonly signals: readonly SignalCondition[];
    readonly misfit: Misfit | undefined;
    /** Comparison with the other machines of the model. */
    readonly fleet: CareScore | undefined;
    readonly model: string;
    readonly alarm: Priority | undefined;
    readonly at: Instant;
}

/*
 * How much each kind of evidence may take. At the limit of an alarm a machine is left with 40; a deviation alone, which
 * may have a harmless cause, takes less than a third.
 */
const AT_LIMIT = 0.6;
const FREE_MARGIN = 0.25;
const DEVIATION = { from: 4, to: 16, share: 0.3 };
const MISFIT = { from: 5, to: 12, share: 0.25 };
const FLEET = { from: 6.5, to: 20, share: 0.25 };
const ANOMALY_SHARE = 0.1;
/** An unusual value fades to a third within so many stretches, and is forgotten below the least share. */
const ANOMALY_FADES = 120;
const LEAST_SHARE = 0.015;
const ALARM_SHARES: Readonly<Record<Priority, number>> = { Critical: 0.6, High: 0.4, Medium: 0.2, Low: 0.05 };

/** Width of the range that is called usual, in standard deviations to each side. */
const USUAL_WIDTH = 3;

/** Everything that speaks against a machine, heaviest first, the heaviest of each source. */
export function evidenceOf(findings: Findings, settings: HealthSettings, words: Words): Evidence[] {
    const found: Evidence[] = [];
    for (const signal of findings.signals) {
        found.push(...levelEvidence(signal, words));
    }
    // One alone: on many signals, something unusual is to be seen often.
    found.push(...anomalyEvidence(findings, settings, words));
    found.push(...relationEvidence(findings, words), ...fleetEvidence(findings, words));
    const { alarm } = findings;
    if (alarm) found.push({ source: 'alarm', share: ALARM_SHARES[alarm], text: words.alarm(alarm) });
    found.sort((left, right) => right.share - left.share);
    const sources = new Set<string>();
    return found.filter(({ source, share }) => {
        const heaviest = share >= LEAST_SHARE && !sources.has(source);
        sources.add(source);
        return heaviest;
    });
}

/** Health from 0 to 100: each piece of evidence takes its share of what the others leave. */
export function scoreOf(evidence: readonly Evidence[]): number {
    return Math.round(100 * evidence.reduce((left, { share }) => left * (1 - share), 1));
}

function levelEvidence({ facts, reference, level }: SignalCondition, words: Words): Evidence[] {
    if (level === undefined || !reference.known) return [];
    const { usual, spread } = reference;
    const limit = level >= usual ? facts.high : facts.low;
    const margin = limit === undefined || limit === usual ? 0 : (level - usual) / (limit - usual);
    const deviation = Math.abs(reference.deviation(level));
    const byLimit = deviation < DEVIATION.from ? 0 : AT_LIMIT * ramp(margin, FREE_MARGIN, 1) ** 1.5;
    const share = Math.max(byLimit, DEVIATION.share * ramp(deviation, DEVIATION.from, DEVIATION.to));
    if (share === 0) return [];
    const width = USUAL_WIDTH * spread;
    const text = words.level(facts, level, [usual - width, usual + width], limit);
    return [{ source: facts.name, share, text }];
}

function anomalyEvidence({ signals, at }: Findings, { bucketMs }: HealthSettings, words: Words): Evidence[] {
    let newest: SignalCondition | undefined;
    for (const signal of signals) {
        if ((signal.anomaly?.at ?? -Infinity) > (newest?.anomaly?.at ?? -Infinity)) newest = signal;
    }
    const { facts, anomaly } = newest ?? {};
    if (!facts || !anomaly) return [];
    const share = ANOMALY_SHARE * Math.exp(-(at - anomaly.at) / (ANOMALY_FADES * bucketMs));
    return [{ source: facts.name, share, text: words.anomaly(facts, anomaly.feature, anomaly.at) }];
}

function relationEvidence({ misfit, signals }: Findings, words: Words): Evidence[] {
    if (!misfit) return [];
    const share = MISFIT.share * ramp(misfit.deviation, MISFIT.from, MISFIT.to);
    const own = signals.find(({ facts }) => facts.name === misfit.signal);
    if (share === 0 || own?.level === undefined) return [];
    const width = USUAL_WIDTH * misfit.spread;
    const text = words.misfit(own.facts, own.level, [misfit.expected - width, misfit.expected + width]);
    return [{ source: misfit.signal, share, text }];
}

function fleetEvidence({ fleet, model, signals }: Findings, words: Words): Evidence[] {
    const share = fleet ? FLEET.share * ramp(fleet.score, FLEET.from, FLEET.to) : 0;
    if (!fleet || share === 0) return [];
    const labels = new Map(signals.map(({ facts }) => [facts.name, facts.label]));
    const [heaviest] = [...fleet.reasons].sort((left, right) => right.weight - left.weight);
    if (!heaviest) return [];
    const label = labels.get(heaviest.source);
    const text = label === undefined ? words.error(heaviest.source) : words.fleet(label, model);
    return [{ source: heaviest.source, share, text }];
}

/** From 0 at `from` to 1 at `to`. */
function ramp(value: number, from: number, to: number): number {
    return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
