import { SaxesParser } from 'saxes';

/** An XML element with its place in the file (line and column from 1). */
export interface XmlElement {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly children: XmlElement[];
    /** Text directly inside the element, untrimmed. */
    text: string;
    readonly line: number;
    readonly column: number;
}

/** XML that is not well-formed. */
export class XmlSyntaxError extends Error {
    readonly line: number;
    readonly column: number;

    constructor(message: string, line: number, column: number) {
        super(message);
        this.name = 'XmlSyntaxError';
        this.line = line;
        this.column = column;
    }
}

/**
 * Reads a document into its root element.
 * @throws XmlSyntaxError where the text is not well-formed or empty.
 */
export function parseXml(text: string): XmlElement {
    const parser = new SaxesParser();
    const open: XmlElement[] = [];
    let root: XmlElement | undefined;
    parser.on('error', (error) => {
        throw new XmlSyntaxError(error.message.replace(/^\d+:\d+: /, ''), parser.line, parser.column);
    });
    parser.on('opentagstart', (tag) => {
        const element: XmlElement = {
            name: tag.name,
            attributes: tag.attributes,
            children: [],
            text: '',
            line: parser.line,
            column: Math.max(1, parser.column - tag.name.length - 1)
        };
        open.at(-1)?.children.push(element);
        root ??= element;
        open.push(element);
    });
    parser.on('text', (part) => append(open.at(-1), part));
    parser.on('cdata', (part) => append(open.at(-1), part));
    parser.on('closetag', () => void open.pop());
    parser.write(text).close();
    if (!root) throw new XmlSyntaxError('The document is empty.', 1, 1);
    return root;
}

function append(element: XmlElement | undefined, part: string): void {
    if (element) element.text += part;
}
