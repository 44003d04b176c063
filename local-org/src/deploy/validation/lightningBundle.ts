/** Lightning web components: files, targets, properties and everything they import. */
import type { LightningComponentBundle } from '@salesforce/types/metadata';
import {
    problemAt,
    suggestion,
    type MetadataComponent,
    type MetadataFile,
    type Problem
} from '../../metadata/index.ts';
import { targetConfigs, type TargetConfig } from './bundleDescriptor.ts';
import { unknownObject } from './fieldPath.ts';
import { importProblems, tagProblems } from './lightningImports.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Files a bundle may hold. LWC Developer Guide, "Component bundles". */
const allowedFile = /\.(js|html|css|svg|json|js-meta\.xml|scoped\.css|txt)$/;

/** Targets a component may name. LWC Developer Guide, "XML configuration file elements". */
const knownTargets: ReadonlySet<string> = new Set([
    'lightning__AgentforceInput',
    'lightning__AgentforceOutput',
    'lightning__AppPage',
    'lightning__ChannelExtension',
    'lightning__Dashboard',
    'lightning__EnablementProgram',
    'lightning__FlowAction',
    'lightning__FlowScreen',
    'lightning__GlobalAction',
    'lightning__HomePage',
    'lightning__Inbox',
    'lightning__RecordAction',
    'lightning__RecordPage',
    'lightning__ServiceCloudVoiceToolkitApi',
    'lightning__Tab',
    'lightning__UrlAddressable',
    'lightning__UtilityBar',
    'lightning__VoiceExtension',
    'lightningCommunity__Default',
    'lightningCommunity__Page',
    'lightningCommunity__Page_Layout',
    'lightningCommunity__Theme_Layout',
    'lightningSnapin__ChatHeader',
    'lightningSnapin__ChatMessage',
    'lightningSnapin__Minimized',
    'lightningSnapin__PreChat',
    'lightningSnapin__MessagingHeader',
    'lightningSnapin__MessagingPreChat',
    'lightningSnapin__MessagingTextMessageBubble',
    'lightningSnapin__MessagingTypingIndicator',
    'lightningSnapin__MessagingLinkMessageBubble',
    'lightningStatic__Email'
]);

/** The rules of a bundle. */
export const lightningBundleRule: Rule = (component, context) => {
    const name = component.fullName;
    const script = component.files.find((file) => file.path === `lwc/${name}/${name}.js`);
    const isStyle = component.files.some((file) => file.path === `lwc/${name}/${name}.css`);
    const problems: Problem[] = [];
    if (!/^[a-z][A-Za-z0-9_]*$/.test(name))
        problems.push(
            problemAt(
                component,
                `The bundle name ${name} must begin with a lower-case letter and hold letters, digits and underscores`
            )
        );
    if (!script && !isStyle)
        problems.push(
            problemAt(component, `Cannot find ${name}.js in the bundle (is its TypeScript compiled to JavaScript?)`)
        );
    return [
        ...problems,
        ...component.files.flatMap((file) => fileProblems(component, file)),
        ...targetProblems(component),
        ...targetConfigs(component).flatMap((config) => configProblems(component, config, script, context)),
        ...component.files.flatMap((file) => [
            ...importProblems(component, file, context),
            ...tagProblems(component, file, context)
        ])
    ];
};

function fileProblems(component: MetadataComponent, file: MetadataFile): Problem[] {
    const below = file.path.split('/').slice(2);
    const here = { ...component, path: file.path, line: 1, column: 1 };
    if (below[0]?.startsWith('__')) return [problemAt(here, `${below[0]} folders cannot be deployed`)];
    if (allowedFile.test(file.path)) return [];
    return [
        problemAt(
            here,
            `The file ${file.path} cannot be part of a bundle (only JavaScript, HTML, CSS, SVG and its -meta.xml)`
        )
    ];
}

function targetProblems(component: MetadataComponent): Problem[] {
    const { targets } = component.content as LightningComponentBundle;
    const named = targets?.target ?? [];
    const unknown = named.filter((target) => !knownTargets.has(target));
    return unknown.map((target) =>
        problemAt(component, `Unknown target ${target}${suggestion(target, knownTargets)}`, targets, 'target')
    );
}

function configProblems(
    component: MetadataComponent,
    config: TargetConfig,
    script: MetadataFile | undefined,
    { schema }: RuleContext
): Problem[] {
    const declared = (component.content as LightningComponentBundle).targets?.target ?? [];
    const report = (message: string, place: { line: number; column: number }) =>
        problemAt({ ...component, line: place.line, column: place.column }, message);
    const undeclared = config.targets.filter((target) => !declared.includes(target));
    const unknownObjects = config.objects.filter((object) => !schema.object(object.name));
    const source = script ? new TextDecoder().decode(script.bytes) : undefined;
    const missing = config.properties.filter((property) => !hasPublicProperty(source, property.name));
    return [
        ...undeclared.map((target) =>
            report(`The target ${target} of a targetConfig is not among the targets`, config.place)
        ),
        ...unknownObjects.map((object) => report(unknownObject(schema, object.name), object.place)),
        ...missing.map((property) =>
            report(`The property ${property.name} is not public (@api) in the component's class`, property.place)
        )
    ];
}

/** A class with a parent of its own may inherit the property; a missing script is told elsewhere. */
function hasPublicProperty(source: string | undefined, name: string): boolean {
    if (source === undefined) return true;
    const inherits = /class\s+\w*\s*extends\s+(?!LightningElement\b)/.test(source);
    return inherits || new RegExp(`@api\\s+(?:get\\s+|set\\s+)?${name}\\b`).test(source);
}
