import type { Instant } from '../pipeline/index.ts';
import { evidenceOf, scoreOf, type Evidence } from './condition/evidence.ts';
import type { MachineCondition } from './condition/machineCondition.ts';
import type { HealthFields, HealthSettings, MachineSample, MaintenanceRule } from './model.ts';
import { predictWear, type Expectation } from './prediction/wearPrediction.ts';
import type { Words } from './words.ts';

/** An assessment with what tells whether it says something new. */
export interface Judgement {
    readonly fields: HealthFields;
    /** What the reasons are about, without their figures. */
    readonly sources: string;
    readonly at: Instant;
}

interface Prediction extends Expectation {
    readonly key: string;
    readonly reason: string;
    readonly rule: MaintenanceRule | undefined;
}

/** Reasons that are told, and characters of the fields that hold them. */
const REASONS = 5;
const REASONS_LENGTH = 1000;
const REASON_LENGTH = 255;
const KEY_LENGTH = 200;
const DAY_MS = 86_400_000;

/** Judges a machine after a sample. */
export function assess(
    machine: MachineCondition,
    sample: MachineSample,
    rules: readonly MaintenanceRule[],
    settings: HealthSettings,
    words: Words
): Judgement {
    const { facts, misfit, fleet, signals } = machine;
    const { alarm, at } = sample;
    const findings = { signals: [...signals.values()], misfit, fleet, model: facts.model, alarm, at };
    const evidence = evidenceOf(findings, settings, words);
    const score = machine.known ? scoreOf(evidence) : null;
    const next = nextPrediction(machine, at, rules, words);
    const { rule, due } = ruleFor(next, score, rules, at);
    const hours = machine.usage.hoursPerDay();
    return {
        at,
        sources: `${score === null ? 'learning' : ''} ${evidence.map(({ source }) => source).join(' ')}`,
        fields: {
            Health_Score__c: score,
            Health_Reasons__c: reasonsText(evidence, machine, settings, words),
            Daily_Operating_Hours__c: hours === undefined ? null : Math.round(hours * 100) / 100,
            Predicted_Due_Date__c: next ? day(next.due) : null,
            Predicted_Due_Earliest__c: next ? day(next.earliest) : null,
            Predicted_Due_Latest__c: next ? day(next.latest) : null,
            Predicted_Due_Reason__c: next ? next.reason.slice(0, REASON_LENGTH) : null,
            Prediction_Key__c: next ? next.key.slice(0, KEY_LENGTH) : null,
            Maintenance_Rule__c: rule,
            Maintenance_Due__c: due
        }
    };
}

/**
 * Whether a judgement is worth telling after the one told last: another score or cause, dates that moved by a tenth of
 * the time that is left, or new figures after a while.
 */
export function saysMore(now: Judgement, told: Judgement | undefined, refreshMs: number): boolean {
    if (!told) return true;
    const [left, right] = [now.fields, told.fields];
    if (now.sources !== told.sources || left.Health_Score__c !== right.Health_Score__c) return true;
    if (left.Prediction_Key__c !== right.Prediction_Key__c) return true;
    if (left.Maintenance_Due__c !== right.Maintenance_Due__c) return true;
    const dates = ['Predicted_Due_Date__c', 'Predicted_Due_Earliest__c', 'Predicted_Due_Latest__c'] as const;
    if (dates.some((name) => moved(left[name], right[name], now.at))) return true;
    return now.at - told.at >= refreshMs && JSON.stringify(left) !== JSON.stringify(right);
}

/**
 * The rule by which a prediction is judged, and whether maintenance is due by it. Without a rule nothing is ever due,
 * because nobody has said when.
 */
function ruleFor(
    next: Prediction | undefined,
    score: number | null,
    rules: readonly MaintenanceRule[],
    now: Instant
): { rule: string | null; due: boolean } {
    const own = next?.rule ?? [...rules].sort((left, right) => right.leadDays - left.leadDays)[0];
    if (!next || !own) return { rule: null, due: false };
    const early = next.earliest - now <= own.leadDays * DAY_MS;
    const ill = score === null ? undefined : rules.find(({ healthBelow }) => score < (healthBelow ?? 0));
    return { rule: (early ? own : (ill ?? own)).name, due: early || ill !== undefined };
}

function nextPrediction(
    machine: MachineCondition,
    now: Instant,
    rules: readonly MaintenanceRule[],
    words: Words
): Prediction | undefined {
    const all = [
        ...wearPredictions(machine, now, words),
        ...lifePredictions(machine, now, words),
        ...usagePredictions(machine, now, rules, words)
    ];
    return all.sort((left, right) => left.due - right.due)[0];
}

function wearPredictions(machine: MachineCondition, now: Instant, words: Words): Prediction[] {
    const { device, lastService } = machine.facts;
    return [...machine.signals.values()].flatMap(({ facts, reference, trend }) => {
        if (!reference.known) return [];
        const usual = { mean: reference.usual, spread: reference.spread };
        return [facts.low, facts.high].flatMap((limit) => {
            const wear = limit === undefined ? undefined : predictWear(trend.complete(), limit, usual, now);
            if (!wear) return [];
            const since = lastService === undefined ? 'first' : day(lastService);
            const key = `${device}:wear:${facts.name}:${since}`;
            return [{ ...wear, key, reason: words.wear(facts, wear), rule: undefined }];
        });
    });
}

function lifePredictions(machine: MachineCondition, now: Instant, words: Words): Prediction[] {
    const { life, usage, facts } = machine;
    const predicted = life?.predict(usage.rate(life.settings.usage), now);
    if (!life || !predicted) return [];
    const labels = predicted.signals.map((name) => machine.labelOf(name));
    const since = facts.lastService === undefined ? 'first' : day(facts.lastService);
    const reason = words.life(life.settings.usage, predicted, labels);
    return [{ ...predicted, key: `${facts.device}:life:${since}`, reason, rule: undefined }];
}

function usagePredictions(
    machine: MachineCondition,
    now: Instant,
    rules: readonly MaintenanceRule[],
    words: Words
): Prediction[] {
    return rules.flatMap((rule) => {
        const usage = machine.usage.predict(rule, machine.facts, now);
        if (!usage) return [];
        const key = `${machine.facts.device}:${rule.usage}:${Math.round(usage.target)}`;
        return [{ ...usage, key, reason: words.usage(rule.usage, usage), rule }];
    });
}

function reasonsText(
    evidence: readonly Evidence[],
    machine: MachineCondition,
    { learningSamples }: HealthSettings,
    words: Words
): string {
    if (!machine.known) return words.learning(machine.learned(), learningSamples);
    if (evidence.length === 0) return words.nothing;
    const lines = evidence
        .slice(0, REASONS)
        .map(({ share, text }) => words.points(Math.max(1, Math.round(share * 100)), text));
    return lines.join('\n').slice(0, REASONS_LENGTH);
}

function moved(now: string | null, before: string | null, at: Instant): boolean {
    if (now === before) return false;
    if (now === null || before === null) return true;
    const left = Math.max(0, Date.parse(now) - at);
    return Math.abs(Date.parse(now) - Date.parse(before)) >= left / 10;
}

/** The day of an instant in UTC, as a Date field takes it. */
function day(at: Instant): string {
    return new Date(at).toISOString().slice(0, 10);
}
