import type { NamedCredential } from '@salesforce/types/metadata';
import { problemAt, suggestion } from '../../metadata/index.ts';
import type { Rule } from './rule.ts';

/** A secured endpoint needs a URL, and the External Credential it names must exist. */
export const namedCredentialRule: Rule = (component, { registry }) => {
    const { namedCredentialType, namedCredentialParameters } = component.content as NamedCredential;
    const names = registry.list('ExternalCredential').map((one) => one.fullName);
    const unknown = namedCredentialParameters.flatMap((one) => {
        const name = one.externalCredential;
        if (!name || names.includes(name)) return [];
        const message = `In field: externalCredential - no ExternalCredential named ${name} found${suggestion(name, names)}`;
        return [problemAt(component, message, one, 'externalCredential')];
    });
    const hasUrl = namedCredentialParameters.some((one) => one.parameterType === 'Url' && one.parameterValue);
    if (namedCredentialType !== 'SecuredEndpoint' || hasUrl) return unknown;
    return [...unknown, problemAt(component, 'A secured endpoint needs a parameter of type Url')];
};
