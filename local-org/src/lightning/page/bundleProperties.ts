import { parseXml, type XmlElement } from '../../metadata/xml.ts';
import type { MetadataComponent } from '../../metadata/component.ts';

/** Types of the properties that a bundle's descriptor offers on Lightning pages, by property name. */
export function bundleProperties(bundle: MetadataComponent | undefined): Readonly<Record<string, string>> {
    const descriptor = bundle?.files.find((file) => file.path.endsWith('.js-meta.xml'));
    if (!descriptor) return {};
    const properties = descendants(parseXml(new TextDecoder().decode(descriptor.bytes)), 'property');
    return Object.fromEntries(properties.map(({ attributes }) => [attributes.name ?? '', attributes.type ?? 'String']));
}

function descendants(element: XmlElement, name: string): XmlElement[] {
    return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...descendants(child, name)]);
}
