/** SOAP envelopes as Salesforce's clients send and expect them. */
import { escapeXml, parseXml, type XmlElement } from '../metadata/index.ts';

/** A request: the operation's element, and the session of its header. */
export interface SoapRequest {
    readonly operation: XmlElement;
    readonly sessionId: string | undefined;
}

/** A refusal that is answered as a SOAP fault. */
export class SoapFault extends Error {
    readonly code: string;

    constructor(code: string, message: string) {
        super(message);
        this.name = 'SoapFault';
        this.code = code;
    }
}

/**
 * Reads a request; namespace prefixes are taken off.
 * @throws SoapFault for anything that is no envelope with one operation.
 */
export function readEnvelope(text: string): SoapRequest {
    const envelope = withoutPrefixes(parseEnvelope(text));
    const operation = child(envelope, 'Body')?.children[0];
    if (envelope.name !== 'Envelope' || !operation) throw new SoapFault('MALFORMED_REQUEST', 'No SOAP operation found');
    const sessionHeader = child(envelope, 'Header')?.children.find((header) => header.name === 'SessionHeader');
    return { operation, sessionId: childText(sessionHeader, 'sessionId') };
}

function parseEnvelope(text: string): XmlElement {
    try {
        return parseXml(text);
    } catch (error) {
        throw new SoapFault('MALFORMED_REQUEST', error instanceof Error ? error.message : String(error));
    }
}

function withoutPrefixes(element: XmlElement): XmlElement {
    const name = element.name.replace(/^.*:/, '');
    return { ...element, name, children: element.children.map(withoutPrefixes) };
}

/** The first child of that name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
    return element?.children.find((candidate) => candidate.name === name);
}

/** The text of the first child of that name. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
    return child(element, name)?.text.trim();
}

/** The texts of all children of that name. */
export function childTexts(element: XmlElement | undefined, name: string): readonly string[] {
    return (element?.children ?? []).filter((candidate) => candidate.name === name).map((found) => found.text.trim());
}

/** XML that stands as it is inside an answer. */
export class RawXml {
    readonly xml: string;

    constructor(xml: string) {
        this.xml = xml;
    }
}

/** The answer to an operation; arrays become repeated elements, null and undefined are left out. */
export function writeResponse(operation: string, namespace: string, results: readonly unknown[]): string {
    const body = results.map((result) => element('result', result)).join('');
    const names = `xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="${namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"`;
    return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope ${names}><soapenv:Body><${operation}Response>${body}</${operation}Response></soapenv:Body></soapenv:Envelope>`;
}

/** A fault with a code of the API, such as `INVALID_SESSION_ID`. */
export function writeFault(fault: SoapFault, namespace: string): string {
    const text = `<faultcode>sf:${escapeXml(fault.code)}</faultcode><faultstring>${escapeXml(`${fault.code}: ${fault.message}`)}</faultstring>`;
    return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="${namespace}"><soapenv:Body><soapenv:Fault>${text}</soapenv:Fault></soapenv:Body></soapenv:Envelope>`;
}

function element(name: string, value: unknown): string {
    if (value === undefined || value === null) return '';
    if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
    return `<${name}>${content(value)}</${name}>`;
}

function content(value: unknown): string {
    if (value instanceof RawXml) return value.xml;
    if (typeof value !== 'object' || value === null) return escapeXml(String(value));
    return Object.entries(value)
        .map(([name, item]) => element(name, item))
        .join('');
}
