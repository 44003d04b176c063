import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { SalesforceError } from '../errors.ts';
import type { Org } from '../org.ts';
import { callerOf } from './caller.ts';
import { graphqlRequest } from './graphql/index.ts';
import { layout } from './layout.ts';
import { listViewInfo, listViewRecords, listViewSummaries } from './listViews.ts';
import { objectInfo } from './objectInfo.ts';
import { allPicklistValues, picklistValues } from './picklistValues.ts';
import { recordDefaults } from './recordDefaults.ts';
import { RecordWriteError, withStatus } from './recordErrors.ts';
import { registerRecords } from './recordRoutes.ts';
import { relatedListCount, relatedListInfo, relatedListInfos, relatedListRecords } from './relatedLists.ts';

/** The User Interface API and GraphQL below `/services/data/vNN`. */
export function uiApiRoutes(org: Org): FastifyPluginAsync {
    return async (app) => {
        app.setErrorHandler((error, _request, reply) => {
            if (error instanceof RecordWriteError) return reply.code(error.status).send([error.body()]);
            if (error instanceof z.ZodError) throw invalidArgument(error);
            throw error;
        });
        await app.register(
            async (versioned) => {
                registerRecords(versioned, org);
                registerObjects(versioned, org);
                registerLists(versioned, org);
                registerRelatedLists(versioned, org);
                await Promise.resolve();
            },
            { prefix: '/services/data/:version/ui-api' }
        );
        app.post('/services/data/:version/graphql', (request) => graphqlRequest(callerOf(org, request), request.body));
    };
}

function invalidArgument(error: z.ZodError): SalesforceError {
    const [issue] = error.issues;
    return new SalesforceError('INVALID_ARGUMENT', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`);
}

interface OfObject {
    Params: { object: string };
}

function registerObjects(app: FastifyInstance, org: Org): void {
    app.get<OfObject>('/object-info/:object', (request) => objectInfo(callerOf(org, request), request.params.object));
    app.get<{ Params: { objects: string } }>('/object-info/batch/:objects', (request) => ({
        results: request.params.objects
            .split(',')
            .map((name) => withStatus(() => objectInfo(callerOf(org, request), name)))
    }));
    app.get<{ Params: { object: string; field: string } }>(
        '/object-info/:object/picklist-values/:recordType/:field',
        (request) => picklistValues(callerOf(org, request), request.params.object, request.params.field)
    );
    app.get<OfObject>('/object-info/:object/picklist-values/:recordType', (request) =>
        allPicklistValues(callerOf(org, request), request.params.object)
    );
    app.get<OfObject>('/layout/:object', (request) => {
        const query = z.object({ layoutType: z.string().default('Full'), mode: z.string().default('View') });
        const { layoutType, mode } = query.parse(request.query);
        return layout(callerOf(org, request), request.params.object, layoutType, mode);
    });
    app.get<OfObject>('/record-defaults/create/:object', (request) =>
        recordDefaults(callerOf(org, request), request.params.object)
    );
}

const names = z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) =>
        [value ?? []]
            .flat()
            .flatMap((text) => text.split(','))
            .filter(Boolean)
    );

const listRequest = z.object({
    fields: names,
    optionalFields: names,
    sortBy: names,
    where: z.string().optional(),
    pageSize: z.coerce.number().int().min(1).max(2000).default(50),
    pageToken: z.coerce.string().default('0')
});

interface OfList {
    Params: { object: string; view: string };
}

function registerLists(app: FastifyInstance, org: Org): void {
    app.get<OfObject>('/list-info/:object', (request) =>
        listViewSummaries(callerOf(org, request), request.params.object)
    );
    app.get<OfList>('/list-info/:object/:view', (request) =>
        listViewInfo(callerOf(org, request), request.params.object, request.params.view)
    );
    app.post<OfList>('/list-records/:object/:view', (request) => {
        const { object, view } = request.params;
        return listViewRecords(callerOf(org, request), object, view, listRequest.parse(request.body ?? {}));
    });
    app.get<OfList>('/list-records/:object/:view', (request) => {
        const { object, view } = request.params;
        return listViewRecords(callerOf(org, request), object, view, listRequest.parse(request.query));
    });
}

interface OfRelatedList {
    Params: { parent: string; list: string };
}

function registerRelatedLists(app: FastifyInstance, org: Org): void {
    app.post<OfRelatedList>('/related-list-records/:parent/:list', (request) => {
        const { parent, list } = request.params;
        return relatedListRecords(callerOf(org, request), parent, list, listRequest.parse(request.body ?? {}));
    });
    app.get<OfRelatedList>('/related-list-records/:parent/:list', (request) => {
        const { parent, list } = request.params;
        return relatedListRecords(callerOf(org, request), parent, list, listRequest.parse(request.query));
    });
    app.get<OfRelatedList>('/related-list-count/:parent/:list', (request) => {
        const { maxCount } = z
            .object({ maxCount: z.coerce.number().int().min(1).max(1999).default(999) })
            .parse(request.query);
        return relatedListCount(callerOf(org, request), request.params.parent, request.params.list, maxCount);
    });
    app.get<{ Params: { parent: string } }>('/related-list-info/:parent', (request) =>
        relatedListInfos(callerOf(org, request), request.params.parent)
    );
    app.get<OfRelatedList>('/related-list-info/:parent/:list', (request) =>
        relatedListInfo(callerOf(org, request), request.params.parent, request.params.list)
    );
}
