/** What opens an org has no place among the sources. */
import { problemAt, type MetadataComponent, type Problem } from '../metadata/index.ts';

/** Fields that hold a credential; an org fills them in, and retrieving brings them back. */
const credentials = ['consumerKey', 'consumerSecret', 'certificate'] as const;

/** Credentials in the global OAuth settings of external client apps. */
export function oauthSecretProblems(components: readonly MetadataComponent[]): Problem[] {
    return components
        .filter((component) => component.type === 'ExtlClntAppGlobalOauthSettings')
        .flatMap((component) => {
            const content = component.content as Partial<Record<string, unknown>>;
            return credentials
                .filter((name) => content[name] !== undefined)
                .map((name) => problemAt(component, `${name} must not be in the sources; the org makes it`));
        });
}
