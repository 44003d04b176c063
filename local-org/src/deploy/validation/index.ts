/** Door of the rules that a deployment must keep. */
import { isServedClass } from '../../apex/standIns.ts';
import type { Problem } from '../../metadata/index.ts';
import type { MetadataChange } from '../../org.ts';
import type { MetadataTables } from '../readDeployment.ts';
import { customApplicationRule, customTabRule } from './application.ts';
import { customFieldFormulaRule, customFieldRule, indirectLookupRule, valueSetRule } from './customField.ts';
import { customMetadataRule } from './customMetadata.ts';
import { customObjectRule } from './customObject.ts';
import { flexiPageRule } from './flexiPage.ts';
import { layoutRule } from './layout.ts';
import { lightningBundleRule } from './lightningBundle.ts';
import { compactLayoutRule, listViewRule } from './listView.ts';
import { namedCredentialRule } from './namedCredential.ts';
import { permissionSetRule } from './permissionSet.ts';
import { queueRule } from './queue.ts';
import type { Rule, RuleContext } from './rule.ts';
import {
    fieldTranslationRule,
    objectTranslationRule,
    translationsRule,
    valueSetTranslationRule
} from './translation.ts';
import { validationRuleRule } from './validationRule.ts';
import { customLabelRule, globalValueSetRule, standardValueSetRule } from './valueSet.ts';

export type { Rule, RuleContext } from './rule.ts';

/** The rules of each type. Flows are checked by the flow engine, which must understand them anyway. */
const rules: Readonly<Record<string, readonly Rule[]>> = {
    CompactLayout: [compactLayoutRule],
    CustomApplication: [customApplicationRule],
    CustomField: [customFieldRule, customFieldFormulaRule, indirectLookupRule, valueSetRule],
    CustomFieldTranslation: [fieldTranslationRule],
    CustomLabel: [customLabelRule],
    CustomMetadata: [customMetadataRule],
    CustomObject: [customObjectRule],
    CustomObjectTranslation: [objectTranslationRule],
    CustomTab: [customTabRule],
    FlexiPage: [flexiPageRule],
    GlobalValueSet: [globalValueSetRule],
    GlobalValueSetTranslation: [valueSetTranslationRule],
    Layout: [layoutRule],
    LightningComponentBundle: [lightningBundleRule],
    ListView: [listViewRule],
    NamedCredential: [namedCredentialRule],
    PermissionSet: [permissionSetRule],
    Queue: [queueRule],
    StandardValueSet: [standardValueSetRule],
    StandardValueSetTranslation: [valueSetTranslationRule],
    Translations: [translationsRule],
    ValidationRule: [validationRuleRule]
};

/** Findings about the org as it would be: in what is deployed, and in what the change breaks elsewhere. */
export function validate(tables: MetadataTables, context: RuleContext, change: MetadataChange): Problem[] {
    const found = context.registry
        .all()
        .flatMap((component) => (rules[component.type] ?? []).flatMap((rule) => rule(component, context)));
    return [...storedOnly(tables, change), ...found];
}

/** Types which the org keeps without giving them an effect. */
function storedOnly(tables: MetadataTables, change: MetadataChange): Problem[] {
    return change.upserts
        .filter((component) => tables.types.get(component.type)?.support === 'stored')
        .filter((component) => component.type !== 'ApexClass' || !isServedClass(component))
        .map(({ type, fullName, path, line, column }) => ({
            type,
            fullName,
            path,
            line,
            column,
            message: `${type} is stored but has no effect in the local org`,
            severity: 'warning'
        }));
}
