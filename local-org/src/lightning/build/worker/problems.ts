import { z } from 'zod';
import { deployedRoot, type BuildProblem } from '../protocol.ts';

const place = z.object({ file: z.string().optional(), line: z.number().optional(), column: z.number().optional() });
const buildError = z.object({
    message: z.string(),
    id: z.string().optional(),
    filename: z.string().optional(),
    loc: place.optional(),
    location: place.optional()
});
const buildFailure = z.object({ errors: z.array(z.unknown()) });

/** The errors of the bundler and of the LWC compiler, each with the bundle that it is about. */
export function toProblems(error: unknown): readonly BuildProblem[] {
    const failure = buildFailure.safeParse(error);
    const errors = failure.success && failure.data.errors.length > 0 ? failure.data.errors : [error];
    return errors.map(toProblem);
}

function toProblem(error: unknown): BuildProblem {
    const parsed = buildError.safeParse(error);
    if (!parsed.success) return { bundle: '', file: '', line: 1, column: 1, message: String(error) };
    const { message, id, filename, loc, location } = parsed.data;
    const at = loc ?? location;
    const file = deployedFile(at?.file) ?? deployedFile(id) ?? deployedFile(filename) ?? deployedFile(message) ?? '';
    return {
        bundle: file.split('/')[0] ?? '',
        file: file && `lwc/${file}`,
        line: at?.line ?? 1,
        column: (at?.column ?? 0) + 1,
        message: plain(message)
    };
}

function deployedFile(text: string | undefined): string | undefined {
    const start = text?.indexOf(deployedRoot) ?? -1;
    return start < 0 ? undefined : /^[\w./-]+/.exec(text?.slice(start + deployedRoot.length) ?? '')?.[0];
}

function plain(message: string): string {
    // eslint-disable-next-line no-control-regex -- colour codes of the bundler's messages start with ESC
    return message.replace(/\u001b\[[0-9;]*m/g, '').replaceAll(deployedRoot, 'lwc/');
}
