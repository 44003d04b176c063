import { operatingStates } from '../contract/index.ts';
import type { SignalDefinitionRow } from '../contract/index.ts';
import type { DecoderName } from '../decode/index.ts';
import { reasonOf } from '../errors.ts';
import { compileSignal, typeValue, UnitConverter } from '../map/index.ts';
import { isAddressable, pathText } from './identity.ts';
import type { Leaf } from './leaves.ts';
import { developerName, signalName, unique, wordsOf } from './names.ts';
import { fixedUnit, quantities } from './quantities.ts';
import { ucumOf, unitInName } from './unitNames.ts';

/** A proposed definition, an example of its value and what to look at before it is deployed. */
export interface SignalProposal {
    row: SignalDefinitionRow;
    example: unknown;
    notes: string[];
}

/** A value of the sample that becomes no signal, and why. */
export interface LeftOut {
    path: string;
    reason: string;
}

/** What all proposed definitions have in common. */
export interface ProposalScope {
    format: DecoderName;
    /** Product code the definitions are for; undefined for every product. */
    model: string | undefined;
    topicFilter: string | undefined;
}

type Row = SignalDefinitionRow;

const stateNames = /state|status|mode|error|fault|alarm|program|recipe|phase/i;
const longestPath = 255;

/** Proposes a definition per value; what cannot or should not be a signal is left out with its reason. */
export function proposeSignals(
    leaves: readonly Leaf[],
    scope: ProposalScope,
    units = new UnitConverter()
): { signals: SignalProposal[]; leftOut: LeftOut[] } {
    const proposer = new Proposer(scope, units);
    for (const leaf of leaves) proposer.add(leaf);
    return { signals: proposer.signals, leftOut: proposer.leftOut };
}

class Proposer {
    readonly signals: SignalProposal[] = [];
    readonly leftOut: LeftOut[] = [];
    private readonly scope: ProposalScope;
    private readonly units: UnitConverter;
    private readonly names = new Set<string>();
    private readonly developerNames = new Set<string>();
    private readonly fields = new Set<string>();

    constructor(scope: ProposalScope, units: UnitConverter) {
        this.scope = scope;
        this.units = units;
    }

    add(leaf: Leaf): void {
        const reason = unusable(leaf);
        if (reason !== undefined) return void this.leftOut.push({ path: leaf.path.join('.'), reason });
        const proposal = this.propose(leaf);
        try {
            compileSignal(proposal.row, this.units);
            this.signals.push(proposal);
        } catch (error) {
            this.leftOut.push({ path: leaf.path.join('.'), reason: reasonOf(error) });
        }
    }

    private propose(leaf: Leaf): SignalProposal {
        const notes: string[] = [];
        const { words, sourceUnit } = this.nameAndUnit(leaf, notes);
        const type = typeOf(leaf.value);
        const target =
            type === 'Number' ? this.numericTarget(words, sourceUnit, notes) : this.stateTarget(words, leaf.value);
        const named = target?.field === 'Operating_State__c' ? ['Operating', 'State'] : words;
        const name = this.claim(signalName(named), this.names);
        const row: Row = {
            DeveloperName: developerName(this.scope.model, name, this.developerNames),
            MasterLabel: named.join(' ').slice(0, 40),
            Signal_Name__c: name,
            Product_Model__c: this.scope.model ?? null,
            Topic_Filter__c: this.scope.topicFilter ?? null,
            Value_Path__c: pathText(leaf.path),
            Quality_Path__c: leaf.qualityPath ? pathText(leaf.qualityPath) : null,
            Value_Type__c: type,
            Source_Unit__c: sourceUnit ?? null,
            Unit__c: target?.unit ?? sourceUnit ?? null,
            Asset_Field__c: target?.field ?? null,
            Deadband__c: null,
            Minimum__c: null,
            Maximum__c: null,
            Display_Order__c: (this.signals.length + 1) * 10,
            Active__c: true,
            Description__c: `Proposed from a sample message; its value was ${String(leaf.value).slice(0, 80)}.`
        };
        this.developerNames.add(row.DeveloperName);
        return { row, example: leaf.value, notes };
    }

    private nameAndUnit(leaf: Leaf, notes: string[]): { words: string[]; sourceUnit: string | undefined } {
        const last = leaf.name.at(-1) ?? '';
        const inName = typeof leaf.value === 'boolean' ? undefined : unitInName(last);
        const written =
            leaf.writtenUnit === undefined ? undefined : this.known(ucumOf(leaf.writtenUnit) ?? leaf.writtenUnit);
        if (leaf.writtenUnit !== undefined && !written) notes.push(`the unit "${leaf.writtenUnit}" has no UCUM code`);
        const fixed = fixedUnit(this.scope.format, leaf.name);
        const words = wordsOf([...leaf.name.slice(0, -1), inName && !fixed ? inName.name : last]);
        const sourceUnit = written ?? fixed ?? (inName && this.known(inName.unit));
        if (!sourceUnit && typeOf(leaf.value) === 'Number') notes.push('unit unknown: set Source_Unit__c and Unit__c');
        return { words: words.length > 0 ? words : ['Value'], sourceUnit };
    }

    /** The field of Asset for a number, where its unit can be converted to that of the field. */
    private numericTarget(
        words: readonly string[],
        unit: string | undefined,
        notes: string[]
    ): { field: string | undefined; unit: string } | undefined {
        const quantity = quantities.find(({ name }) => name.test(words.join('_')));
        if (!quantity || !unit) return undefined;
        try {
            this.units.conversion(unit, quantity.unit);
        } catch {
            notes.push(`not for ${quantity.field}: ${unit} is no unit of it`);
            return undefined;
        }
        if (this.fields.has(quantity.field)) return { field: undefined, unit: quantity.unit };
        this.fields.add(quantity.field);
        return quantity;
    }

    private stateTarget(words: readonly string[], value: unknown): { field: string; unit?: undefined } | undefined {
        const known = operatingStates.some((state) => state === value);
        if (!known || !/state|status|mode/i.test(words.join('_')) || this.fields.has('Operating_State__c'))
            return undefined;
        this.fields.add('Operating_State__c');
        return { field: 'Operating_State__c' };
    }

    private claim(wanted: string, taken: Set<string>): string {
        const name = unique(wanted, taken);
        taken.add(name);
        return name;
    }

    private known(unit: string): string | undefined {
        try {
            this.units.check(unit);
            return unit;
        } catch {
            return undefined;
        }
    }
}

function typeOf(value: unknown): NonNullable<Row['Value_Type__c']> {
    if (typeof value === 'boolean') return 'Boolean';
    return 'value' in typeValue(value, 'Number') ? 'Number' : 'Text';
}

function unusable({ path, value, name }: Leaf): string | undefined {
    if (value === null) return 'the sample has no value';
    if (!isAddressable(path) || pathText(path).length > longestPath)
        return 'its path cannot be written in Value_Path__c';
    if (!['string', 'number', 'boolean', 'bigint'].includes(typeof value))
        return 'neither a number, a text nor true or false';
    if (typeOf(value) === 'Text' && !stateNames.test(name.join('.'))) return 'a text that does not look like a state';
    return undefined;
}
