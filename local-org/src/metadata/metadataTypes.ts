/** Which types the org knows, and how their files are laid out. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';

/**
 * What the org does with a type: it gives meaning to an `interpreted` one; a `stored` one is checked
 * against the schema, kept and given back, but has no effect. Every other type is refused by name.
 */
const support = {
    AnimationRule: 'stored',
    ApexClass: 'stored',
    ApexComponent: 'stored',
    ApexPage: 'stored',
    ApexTestSuite: 'stored',
    ApexTrigger: 'stored',
    AppMenu: 'stored',
    ApprovalProcess: 'stored',
    AssignmentRules: 'stored',
    AuraDefinitionBundle: 'stored',
    AutoResponseRules: 'stored',
    BrandingSet: 'stored',
    BusinessProcess: 'stored',
    CompactLayout: 'interpreted',
    ConnectedApp: 'stored',
    ContentAsset: 'stored',
    CorsWhitelistOrigin: 'stored',
    CspTrustedSite: 'stored',
    CustomApplication: 'interpreted',
    CustomField: 'interpreted',
    CustomFieldTranslation: 'interpreted',
    CustomIndex: 'stored',
    CustomLabel: 'interpreted',
    CustomLabels: 'interpreted',
    CustomMetadata: 'interpreted',
    CustomNotificationType: 'stored',
    CustomObject: 'interpreted',
    CustomObjectTranslation: 'interpreted',
    CustomPermission: 'interpreted',
    CustomSite: 'stored',
    CustomTab: 'interpreted',
    Dashboard: 'stored',
    DashboardFolder: 'stored',
    DelegateGroup: 'stored',
    Document: 'stored',
    DocumentFolder: 'stored',
    DuplicateRule: 'stored',
    EmailFolder: 'stored',
    EmailTemplate: 'stored',
    EscalationRules: 'stored',
    EventRelayConfig: 'stored',
    ExternalClientApplication: 'stored',
    ExternalCredential: 'interpreted',
    ExternalDataSource: 'stored',
    ExternalServiceRegistration: 'stored',
    ExtlClntAppGlobalOauthSettings: 'stored',
    ExtlClntAppOauthSettings: 'stored',
    FieldSet: 'stored',
    FlexiPage: 'interpreted',
    Flow: 'interpreted',
    FlowDefinition: 'stored',
    FlowTest: 'interpreted',
    GlobalValueSet: 'interpreted',
    GlobalValueSetTranslation: 'stored',
    Group: 'stored',
    HomePageLayout: 'stored',
    Index: 'stored',
    Layout: 'interpreted',
    LightningBolt: 'stored',
    LightningComponentBundle: 'interpreted',
    LightningExperienceTheme: 'stored',
    LightningMessageChannel: 'interpreted',
    LightningOnboardingConfig: 'stored',
    ListView: 'interpreted',
    ManagedEventSubscription: 'stored',
    MatchingRule: 'stored',
    MatchingRules: 'stored',
    NamedCredential: 'interpreted',
    NavigationMenu: 'stored',
    Network: 'stored',
    NetworkBranding: 'stored',
    PathAssistant: 'stored',
    PermissionSet: 'interpreted',
    PermissionSetGroup: 'stored',
    PlatformCachePartition: 'stored',
    PlatformEventChannel: 'stored',
    PlatformEventChannelMember: 'stored',
    PlatformEventSubscriberConfig: 'stored',
    PresenceUserConfig: 'stored',
    Profile: 'stored',
    ProfilePasswordPolicy: 'stored',
    Prompt: 'stored',
    Queue: 'interpreted',
    QueueRoutingConfig: 'stored',
    QuickAction: 'stored',
    RecordType: 'stored',
    RemoteSiteSetting: 'stored',
    Report: 'stored',
    ReportFolder: 'stored',
    ReportType: 'stored',
    Role: 'stored',
    ServiceChannel: 'stored',
    ServicePresenceStatus: 'stored',
    Settings: 'stored',
    SharingReason: 'stored',
    SharingRules: 'stored',
    StandardValueSet: 'interpreted',
    StandardValueSetTranslation: 'stored',
    StaticResource: 'interpreted',
    TopicsForObjects: 'stored',
    Translations: 'interpreted',
    UserAccessPolicy: 'stored',
    ValidationRule: 'interpreted',
    WebLink: 'stored',
    Workflow: 'stored'
} as const satisfies Readonly<Record<string, 'interpreted' | 'stored'>>;

/** A part of another component's file that is a component of its own. */
export interface ChildType {
    readonly type: string;
    /** Name of its element in the parent's file, such as `fields`. */
    readonly element: string;
    /** Element that holds the child's name. */
    readonly nameElement: string;
    /** The full name is `Parent.child`; labels have the child's name alone. */
    readonly qualified: boolean;
}

/** How components of one type are laid out in a deployment. */
export interface MetadataType {
    readonly name: string;
    readonly support: 'interpreted' | 'stored';
    readonly folder: string;
    /** File suffix without the dot; empty for bundles. */
    readonly suffix: string;
    /** `xml` alone, `content` beside a `-meta.xml`, or a `bundle` folder with a `.js-meta.xml`. */
    readonly form: 'xml' | 'content' | 'bundle';
    /** Full names contain a folder (`folder/name`). */
    readonly inFolder: boolean;
    readonly children: readonly ChildType[];
    /** The type that holds it, for children. */
    readonly parent: string | undefined;
}

const layoutFile = z.object({
    types: z.record(
        z.string(),
        z.object({
            name: z.string(),
            directoryName: z.string(),
            suffix: z.string().optional(),
            inFolder: z.boolean().optional(),
            folderContentType: z.string().optional(),
            strategies: z.object({ adapter: z.string() }).optional(),
            children: z
                .object({
                    types: z.record(
                        z.string(),
                        z.object({
                            name: z.string(),
                            directoryName: z.string(),
                            uniqueIdElement: z.string().optional(),
                            xmlElementName: z.string().optional(),
                            ignoreParentName: z.boolean().optional()
                        })
                    )
                })
                .optional()
        })
    )
});

type Layout = z.infer<typeof layoutFile>['types'][string];

/** Look-ups in the table of types. */
export interface MetadataTypes {
    get(name: string): MetadataType | undefined;
    all(): readonly MetadataType[];
    /** Types whose files lie in a folder of a deployment. */
    inFolder(folder: string): readonly MetadataType[];
}

/** Joins the table above with the file layouts that the Salesforce tools themselves use. */
export function loadMetadataTypes(): MetadataTypes {
    const path = createRequire(import.meta.url).resolve(
        '@salesforce/source-deploy-retrieve/lib/src/registry/metadataRegistry.json'
    );
    const layouts = Object.values(layoutFile.parse(JSON.parse(readFileSync(path, 'utf8'))).types);
    const types = layouts.flatMap((layout) => [...parentType(layout), ...childTypes(layout)]);
    const byName = new Map(types.map((type) => [type.name, type]));
    return {
        get: (name) => byName.get(name),
        all: () => types,
        inFolder: (folder) => types.filter((type) => !type.parent && type.folder === folder)
    };
}

function supportOf(name: string): 'interpreted' | 'stored' | undefined {
    return name in support ? support[name as keyof typeof support] : undefined;
}

function parentType(layout: Layout): MetadataType[] {
    const known = supportOf(layout.name);
    if (!known) return [];
    const children = Object.values(layout.children?.types ?? {}).filter((child) => supportOf(child.name));
    return [
        {
            name: layout.name,
            support: known,
            folder: layout.directoryName,
            suffix: layout.suffix ?? '',
            form: formOf(layout.strategies?.adapter),
            inFolder: layout.inFolder ?? false,
            children: children.map((child) => ({
                type: child.name,
                element: child.xmlElementName ?? child.directoryName,
                nameElement: child.uniqueIdElement ?? 'fullName',
                qualified: !child.ignoreParentName
            })),
            parent: undefined
        }
    ];
}

function childTypes(layout: Layout): MetadataType[] {
    if (!supportOf(layout.name)) return [];
    return Object.values(layout.children?.types ?? {}).flatMap((child) => {
        const known = supportOf(child.name);
        if (!known) return [];
        const plain = {
            folder: layout.directoryName,
            suffix: layout.suffix ?? '',
            form: 'xml',
            inFolder: false
        } as const;
        return [{ ...plain, name: child.name, support: known, children: [], parent: layout.name }];
    });
}

function formOf(adapter: string | undefined): MetadataType['form'] {
    if (adapter === 'bundle') return 'bundle';
    return adapter === 'matchingContentFile' || adapter === 'mixedContent' ? 'content' : 'xml';
}
