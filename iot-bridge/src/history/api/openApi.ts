import { z } from 'zod';
import type { Route } from './route.ts';
import { errorAnswer } from './schemas.ts';

/** Where the API is served. */
export const apiPrefix = '/history/v1';

interface ObjectSchema {
    properties?: Record<string, { description?: string }>;
    required?: string[];
}

/** The OpenAPI 3.1 document of routes; every schema comes from the zod schema that checks it. */
export function openApiDocument(routes: readonly Route[]): object {
    const paths: Record<string, Record<string, object>> = {};
    for (const route of routes) {
        const path = `${apiPrefix}${route.path}`;
        paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
    }
    return {
        openapi: '3.1.0',
        info: { title: 'Machine history', version: '1.0.0', description: 'Values, rollups and events of devices.' },
        paths,
        security: [{ bearer: [] }],
        components: {
            securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
            schemas: { Error: z.toJSONSchema(errorAnswer) }
        }
    };
}

function operationOf(route: Route): object {
    const types = ['application/json', ...(route.alsoAnswers ?? [])];
    const schema = z.toJSONSchema(route.answer);
    const content = types.map((type) => [type, { schema: type === 'application/json' ? schema : { type: 'string' } }]);
    return {
        operationId: route.name,
        summary: route.summary,
        description: `Needs the scope ${route.scope}.`,
        parameters: [...parametersOf(route.pathSchema, 'path'), ...parametersOf(route.querySchema, 'query')],
        responses: {
            200: { description: 'The answer.', content: Object.fromEntries(content) as object },
            default: {
                description: 'What was wrong and what to do about it.',
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }
            }
        }
    };
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): object[] {
    const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' }) as ObjectSchema;
    return Object.entries(properties).map(([name, { description, ...property }]) => ({
        ...{ name, in: place, required: place === 'path' || required.includes(name), schema: property },
        ...(description !== undefined && { description })
    }));
}
