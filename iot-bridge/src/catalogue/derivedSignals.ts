import { reasonOf } from '../errors.ts';
import { signalsOfModel } from '../map/index.ts';
import type { DefinitionProblem, SignalDefinition } from '../map/index.ts';

/**
 * The definitions without the derived ones that cannot be computed: unknown inputs, wrong types, or a circle. The last
 * good version of such a definition stays in force where it can.
 */
export function acceptDerived(
    signals: readonly SignalDefinition[],
    previous: readonly SignalDefinition[],
    problems: DefinitionProblem[]
): SignalDefinition[] {
    let accepted = [...signals];
    for (const signal of signals.filter(({ formula }) => formula)) {
        const reason = problemOf(signal, accepted);
        if (reason === undefined) continue;
        const name = signal.developerName;
        problems.push({ kind: 'signal', name, reason: `The signal definition ${name} is refused: ${reason}.` });
        const others = accepted.filter((other) => other !== signal);
        const lastGood = previous.find((known) => known.developerName === name);
        const usable = lastGood && problemOf(lastGood, [...others, lastGood]) === undefined;
        accepted = usable ? [...others, lastGood] : others;
    }
    return accepted;
}

/** Derived signals of one product in an order in which each follows its inputs. */
export function derivationOrder(signals: readonly SignalDefinition[]): SignalDefinition[] {
    const ordered: SignalDefinition[] = [];
    let waiting = signals.filter(({ formula }) => formula);
    while (waiting.length > 0) {
        const names = new Set(waiting.map(({ name }) => name));
        const free = waiting.filter(({ formula }) => [...(formula?.signals ?? [])].every((name) => !names.has(name)));
        if (free.length === 0) break;
        ordered.push(...free);
        waiting = waiting.filter((signal) => !free.includes(signal));
    }
    return ordered;
}

function problemOf(signal: SignalDefinition, all: readonly SignalDefinition[]): string | undefined {
    const known = signal.model === undefined ? all : signalsOfModel(all, signal.model);
    try {
        const type = signal.formula?.type((name) => known.find((other) => other.name === name)?.type);
        const strange = signal.formula?.windows.find(
            ({ kind, signal: name }) =>
                kind === 'mean_kinetic_temperature' && known.find((other) => other.name === name)?.unit !== 'Cel'
        );
        if (strange) return `its Expression__c needs ${strange.signal} in Cel`;
        if (type !== signal.type) return `its Expression__c gives a ${type}, not a ${signal.type}`;
    } catch (error) {
        return reasonOf(error);
    }
    return reachesItself(signal, known) ? 'its Expression__c goes round in a circle' : undefined;
}

function reachesItself(signal: SignalDefinition, known: readonly SignalDefinition[]): boolean {
    const seen = new Set<string>();
    const open = [...(signal.formula?.signals ?? [])];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
        if (name === signal.name) return true;
        if (seen.has(name)) continue;
        seen.add(name);
        open.push(...(known.find((other) => other.name === name)?.formula?.signals ?? []));
    }
    return false;
}
