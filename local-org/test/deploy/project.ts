/** Small deployments for tests. */
import { zipSync } from 'fflate';

const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

/** A file of a deployment by its path. */
export type Files = Readonly<Record<string, string>>;

/** `package.xml` with members by type. */
export function manifest(members: Readonly<Record<string, readonly string[]>>): string {
    const types = Object.entries(members).map(
        ([name, names]) =>
            `<types>${names.map((one) => `<members>${one}</members>`).join('')}<name>${name}</name></types>`
    );
    return `<?xml version="1.0" encoding="UTF-8"?><Package ${namespace}>${types.join('')}<version>66.0</version></Package>`;
}

/** The zip that holds these files. */
export function zipOf(files: Files): Uint8Array {
    const encoder = new TextEncoder();
    return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)])));
}

/** A component file: root element with its inner XML. */
export function xml(root: string, inner: string): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} ${namespace} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">\n${inner}\n</${root}>\n`;
}

/** The settings around the fields of a custom object. */
export const objectSettings =
    '<deploymentStatus>Deployed</deploymentStatus><label>Gadget</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Gadgets</pluralLabel><sharingModel>ReadWrite</sharingModel>';

/** A text field. */
export function textField(name: string, more = ''): string {
    return `<fields><fullName>${name}</fullName>${more}<label>${name}</label><length>80</length><type>Text</type></fields>`;
}

/** An object Gadget__c with one text field, and its manifest. */
export function gadget(fields = textField('Serial__c'), after = ''): Files {
    return {
        'package.xml': manifest({ CustomObject: ['Gadget__c'] }),
        'objects/Gadget__c.object': xml('CustomObject', `${fields}\n${after}${objectSettings}`)
    };
}
