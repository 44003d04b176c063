import type { CustomFieldTranslation, CustomObjectTranslation } from '@salesforce/types/metadata';
import type { MetadataRegistry } from '../metadata/component.ts';
import type { FieldDescribe, ObjectDescribe } from '../platform.ts';
import { relabelled } from '../schema/describe.ts';

/** An object as people of this language read it; the object itself when nothing of it is translated. */
export function translateObject(registry: MetadataRegistry, object: ObjectDescribe, language: string): ObjectDescribe {
    const name = `${object.name}-${language}`;
    const names = registry.get('CustomObjectTranslation', name)?.content as CustomObjectTranslation | undefined;
    if (!names) return object;
    const fields = object.fields.map((field) => {
        const texts = registry.get('CustomFieldTranslation', `${name}.${field.name}`)?.content;
        const translated = texts ? translateField(field, texts as CustomFieldTranslation) : field;
        const isName = field.nameField && object.kind === 'custom';
        return isName && names.nameFieldLabel ? { ...translated, label: names.nameFieldLabel } : translated;
    });
    return relabelled(object, {
        label: nominative(names, false) ?? object.label,
        labelPlural: nominative(names, true) ?? object.labelPlural,
        fields
    });
}

/** Labels are shown in the nominative; languages without cases name none. */
function nominative(names: CustomObjectTranslation, plural: boolean): string | undefined {
    return names.caseValues.find(
        (one) => (one.plural ?? false) === plural && (one.caseType ?? 'Nominative') === 'Nominative'
    )?.value;
}

function translateField(field: FieldDescribe, texts: CustomFieldTranslation): FieldDescribe {
    const values = new Map(texts.picklistValues.map((one) => [one.masterLabel, one.translation]));
    return {
        ...field,
        label: texts.label ?? field.label,
        helpText: texts.help ?? field.helpText,
        picklistValues: field.picklistValues.map((value) => ({
            ...value,
            label: values.get(value.label) ?? value.label
        }))
    };
}
