/** What a Lightning web component offers to pages: its `.js-meta.xml` with the target configurations read. */
import type { LightningComponentBundle } from '@salesforce/types/metadata';
import {
    parseXml,
    placeOf,
    XmlSyntaxError,
    type MetadataComponent,
    type Place,
    type XmlElement
} from '../../metadata/index.ts';

/** A property that a page may set. */
export interface DesignProperty {
    readonly name: string;
    readonly type: string;
    readonly required: boolean;
    readonly minimum: number | undefined;
    readonly maximum: number | undefined;
    /** Fixed values of a text; undefined when any text or a list made by Apex is taken. */
    readonly values: readonly string[] | undefined;
    readonly place: Place;
}

/** One `targetConfig` element. */
export interface TargetConfig {
    readonly targets: readonly string[];
    readonly objects: readonly { readonly name: string; readonly place: Place }[];
    readonly properties: readonly DesignProperty[];
    readonly place: Place;
}

/** Reads the target configurations of a bundle; places are lines of its descriptor. */
export function targetConfigs(component: MetadataComponent): readonly TargetConfig[] {
    const content = component.content as Omit<LightningComponentBundle, 'targetConfigs'> & { targetConfigs?: string };
    if (!content.targetConfigs) return [];
    const start = placeOf(content, 'targetConfigs') ?? component;
    return readConfigs(component).map((element) => readConfig(element, start));
}

/** From the descriptor itself where it is at hand, as only its lines are true. */
function readConfigs(component: MetadataComponent): readonly XmlElement[] {
    const file = component.files.find((one) => one.path.endsWith('.js-meta.xml'));
    const root = file ? parsed(new TextDecoder().decode(file.bytes)) : undefined;
    const configs = root?.children.find((child) => child.name === 'targetConfigs');
    return configs?.children.filter((child) => child.name === 'targetConfig') ?? [];
}

function parsed(text: string): XmlElement | undefined {
    try {
        return parseXml(text);
    } catch (error) {
        if (error instanceof XmlSyntaxError) return undefined;
        throw error;
    }
}

function readConfig(element: XmlElement, start: Place): TargetConfig {
    const objects = element.children.filter((child) => child.name === 'objects').flatMap((child) => child.children);
    const properties = element.children.filter((child) => child.name === 'property' || child.name === 'propertyType');
    return {
        targets: list(element.attributes.targets),
        objects: objects.map((child) => ({ name: child.text.trim(), place: child })),
        properties: properties.filter((child) => child.name === 'property').map(readProperty),
        place: element.line > 0 ? element : start
    };
}

function readProperty(element: XmlElement): DesignProperty {
    const { name = '', type = '', required, min, max, datasource } = element.attributes;
    const fixed = datasource === undefined || datasource.startsWith('apex://') ? undefined : list(datasource);
    return {
        name,
        type,
        required: required === 'true',
        minimum: min === undefined ? undefined : Number(min),
        maximum: max === undefined ? undefined : Number(max),
        values: fixed,
        place: element
    };
}

function list(text: string | undefined): string[] {
    return (text ?? '')
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
}
