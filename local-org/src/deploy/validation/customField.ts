/** What the Metadata API demands of custom fields beyond its schema. */
import type { CustomField } from '@salesforce/types/metadata';
import { hasGlobal } from '../../flow/index.ts';
import { problemAt, type Problem } from '../../metadata/index.ts';
import type { Rule } from './rule.ts';

type Kind = NonNullable<CustomField['type']>;

/** Field types of the objects that take few. Platform Events Developer Guide; Custom Metadata Types limits. */
const allowedKinds: Readonly<Record<string, ReadonlySet<Kind>>> = {
    __e: new Set<Kind>(['Checkbox', 'Date', 'DateTime', 'LongTextArea', 'Number', 'Text']),
    __mdt: new Set<Kind>([
        'Checkbox',
        'Date',
        'DateTime',
        'Email',
        'LongTextArea',
        'MetadataRelationship',
        'Number',
        'Percent',
        'Phone',
        'Picklist',
        'Text',
        'TextArea',
        'Url'
    ])
};

const identifyingKinds: ReadonlySet<Kind> = new Set<Kind>(['AutoNumber', 'Email', 'Number', 'Text']);

/** Names: a letter, then letters, digits and single underscores; at most 40 characters before the suffix. */
const fieldName = /^[A-Za-z](?:_?[A-Za-z0-9]){0,39}__c$/;

interface Finding {
    readonly message: string;
    readonly property: keyof CustomField;
}

/** Rules that hold between the settings of one field. */
export const customFieldRule: Rule = (component) => {
    const content = component.content as CustomField;
    const [objectName = '', name = ''] = component.fullName.split('.');
    if (!name.endsWith('__c') || !content.type) return [];
    return [
        ...nameFindings(name),
        ...kindFindings(content.type, objectName),
        ...externalFindings(content, content.type, objectName),
        ...settingFindings(content, content.type)
    ].map((finding) => problemAt(component, finding.message, content, finding.property));
};

function nameFindings(name: string): Finding[] {
    if (fieldName.test(name)) return [];
    const message = `The field name ${name} must begin with a letter, hold letters, digits and single underscores, and be at most 40 characters long`;
    return [{ message, property: 'fullName' }];
}

function kindFindings(kind: Kind, objectName: string): Finding[] {
    const suffix = /__[a-z]+$/.exec(objectName)?.[0] ?? '';
    const allowed = allowedKinds[suffix];
    if (!allowed || allowed.has(kind)) return [];
    return [{ message: `A field of type ${kind} is not allowed on ${objectName}`, property: 'type' }];
}

/** Fields of external objects name the column they show; only those look up by another key than the Id. */
function externalFindings(content: CustomField, kind: Kind, objectName: string): Finding[] {
    const isExternal = objectName.endsWith('__x');
    const findings: Finding[] = [];
    if (isExternal && content.externalDeveloperName === undefined)
        findings.push({ message: 'Must specify externalDeveloperName on an external object', property: 'fullName' });
    if (kind !== 'IndirectLookup') return findings;
    if (!isExternal)
        findings.push({ message: `A field of type ${kind} is not allowed on ${objectName}`, property: 'type' });
    const missing = (['referenceTo', 'referenceTargetField', 'relationshipName'] as const).filter(
        (name) => content[name] === undefined
    );
    for (const property of missing)
        findings.push({ message: `Must specify ${property} for a CustomField of type ${kind}`, property: 'type' });
    return findings;
}

function settingFindings(content: CustomField, kind: Kind): Finding[] {
    return [
        ...textFindings(content, kind),
        ...numberFindings(content, kind),
        ...relationshipFindings(content, kind),
        ...identityFindings(content, kind),
        ...valueFindings(content, kind)
    ];
}

function textFindings(content: CustomField, kind: Kind): Finding[] {
    const findings: Finding[] = [];
    const isLong = kind === 'LongTextArea' || kind === 'Html';
    if (isLong && content.visibleLines === undefined)
        findings.push({ message: `Must specify 'visibleLines' for a CustomField of type ${kind}`, property: 'type' });
    if (
        content.length !== undefined &&
        (kind === 'Number' || kind === 'Checkbox' || kind === 'DateTime' || kind === 'Date')
    )
        findings.push({ message: `Can not specify 'length' for a CustomField of type ${kind}`, property: 'length' });
    if ((content.label?.length ?? 0) > 40)
        findings.push({ message: 'The label of a field is at most 40 characters long', property: 'label' });
    if ((content.description?.length ?? 0) > 1000)
        findings.push({
            message: 'The description of a field is at most 1,000 characters long',
            property: 'description'
        });
    if ((content.inlineHelpText?.length ?? 0) > 510)
        findings.push({
            message: 'The help text of a field is at most 510 characters long',
            property: 'inlineHelpText'
        });
    return findings;
}

function numberFindings(content: CustomField, kind: Kind): Finding[] {
    if (kind === 'Location' || kind === 'Summary') return [];
    const isNumber = kind === 'Number' || kind === 'Currency' || kind === 'Percent';
    if (!isNumber) {
        const given = (['precision', 'scale'] as const).filter((name) => content[name] !== undefined);
        return given.map((property) => ({
            message: `Can not specify '${property}' for a CustomField of type ${kind}`,
            property
        }));
    }
    if (content.scale === undefined)
        return [{ message: `Must specify 'scale' for a CustomField of type ${kind}`, property: 'type' }];
    return [];
}

function relationshipFindings(content: CustomField, kind: Kind): Finding[] {
    if (kind === 'MasterDetail') {
        const message = "Can not specify 'required' for a CustomField of type MasterDetail";
        return content.required === undefined ? [] : [{ message, property: 'required' }];
    }
    if (kind === 'Lookup' || kind === 'MetadataRelationship' || kind === 'Hierarchy' || kind === 'IndirectLookup')
        return [];
    const given = (['referenceTo', 'relationshipName', 'relationshipLabel', 'deleteConstraint'] as const).filter(
        (name) => content[name] !== undefined
    );
    return given.map((property) => ({
        message: `Can not specify '${property}' for a CustomField of type ${kind}`,
        property
    }));
}

function identityFindings(content: CustomField, kind: Kind): Finding[] {
    if (content.externalId && !identifyingKinds.has(kind))
        return [{ message: `A field of type ${kind} cannot be an external id`, property: 'externalId' }];
    if (content.required && (kind === 'Checkbox' || content.formula !== undefined))
        return [{ message: "Can not specify 'required' for a checkbox or a formula", property: 'required' }];
    if (content.caseSensitive !== undefined && kind !== 'Text')
        return [
            { message: `Can not specify 'caseSensitive' for a CustomField of type ${kind}`, property: 'caseSensitive' }
        ];
    return [];
}

function valueFindings(content: CustomField, kind: Kind): Finding[] {
    if (kind === 'Checkbox' && content.formula === undefined && content.defaultValue === undefined)
        return [{ message: "Must specify 'defaultValue' for a CustomField of type Checkbox", property: 'type' }];
    const values = content.valueSet?.valueSetDefinition?.value ?? [];
    const names = values.map((value) => value.fullName ?? '');
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) return [{ message: `Duplicate value: ${twice}`, property: 'valueSet' }];
    const defaults = values.filter((value) => value.default).length;
    if (defaults > 1) return [{ message: 'A picklist has at most one default value', property: 'valueSet' }];
    return [];
}

/** Formulas of fields and default values must be valid on the object. */
export const customFieldFormulaRule: Rule = (component, { formula, schema, registry }) => {
    const content = component.content as CustomField;
    const [owner = ''] = component.fullName.split('.');
    // Fields of activities are those of tasks and events alike.
    const objectName = owner === 'Activity' ? 'Task' : owner;
    if (!schema.object(objectName)) return [];
    const check = (property: 'formula' | 'defaultValue'): Problem[] => {
        const source = content[property];
        if (source === undefined) return [];
        return formula
            .check(source, objectName, schema, (path) => hasGlobal(registry, path))
            .map((message) => problemAt(component, `Formula: ${message}`, content, property));
    };
    const hasFormulaDefault = content.type !== 'Checkbox' && !content.type?.includes('icklist');
    return [...check('formula'), ...(hasFormulaDefault ? check('defaultValue') : [])];
};

/** An indirect lookup finds its parent by a field that is unique and an external id. */
export const indirectLookupRule: Rule = (component, { schema }) => {
    const content = component.content as CustomField;
    const { referenceTo, referenceTargetField } = content;
    if (content.type !== 'IndirectLookup' || !referenceTo || !referenceTargetField) return [];
    const target = schema.object(referenceTo)?.field(referenceTargetField);
    if (target?.unique && target.externalId) return [];
    const message = `${referenceTo}.${referenceTargetField} is no field that is unique and an external id`;
    return [problemAt(component, message, content, 'referenceTargetField')];
};

/** A value set that a field names must exist. */
export const valueSetRule: Rule = (component, { registry }) => {
    const content = component.content as CustomField;
    const name = content.valueSet?.valueSetName;
    if (!name || registry.get('GlobalValueSet', name) || registry.get('StandardValueSet', name)) return [];
    return [problemAt(component, `no GlobalValueSet named ${name} found`, content.valueSet, 'valueSetName')];
};
