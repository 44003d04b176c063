import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CustomTab } from '@salesforce/types/metadata';
import { refusals } from '../errors.ts';
import type { Org } from '../org.ts';
import { translatedObject } from '../translation/index.ts';
import { applicationModel, homePageName, homeTab } from './page/application.ts';
import type { PageModel } from './page/pageModel.ts';
import { appPage, recordPage } from './page/recordPage.ts';
import { modulesOfPage } from './preload.ts';
import type { ObjectDescribe, RecordData } from '../platform.ts';
import { cookieNames, readCookie, setCookie } from './session/cookies.ts';
import { signedInUser } from './session/sessionRoutes.ts';

interface FoundRecord {
    readonly object: ObjectDescribe;
    readonly record: RecordData;
}

const recordId = z.string().regex(/^\w{15}(\w{3})?$/);

/** The user of a request from the page. @throws SalesforceError 401 when nobody is signed in */
export function requireUser(org: Org, request: FastifyRequest): string {
    const userId = signedInUser(org, request);
    if (!userId) throw refusals.sessionInvalid();
    return userId;
}

/** What the shell asks for: its app, and the pages as the user may see them. */
export function registerModels(app: FastifyInstance, org: Org): void {
    app.get('/lightning/model/app', (request) => {
        const userId = requireUser(org, request);
        const model = applicationModel(org, userId, readCookie(request, cookieNames.application));
        return { ...model, canSetUp: org.access.isAdministrator(userId) };
    });
    app.post('/lightning/model/app', (request, reply) => {
        requireUser(org, request);
        const { name } = z.object({ name: z.string() }).parse(request.body);
        if (!org.registry.get('CustomApplication', name)) throw refusals.notFound();
        setCookie(reply, cookieNames.application, name);
        return reply.send({ name });
    });
    // The address of a page inside an app, `/lightning/app/c__Name/r/Asset/…/view`, opens that app first.
    app.get<{ Params: { name: string; '*': string } }>('/lightning/app/:name/*', (request, reply) => {
        const name = request.params.name.replace(/^c__/, '');
        if (!org.registry.get('CustomApplication', name)) throw refusals.notFound();
        setCookie(reply, cookieNames.application, name);
        return reply.redirect(`/lightning/${request.params['*']}`);
    });
    app.get<{ Params: { id: string } }>('/lightning/model/record-page/:id', (request) =>
        recordPageModel(org, request, recordId.parse(request.params.id))
    );
    app.get<{ Params: { name: string } }>('/lightning/model/tab/:name', (request) =>
        tabPage(org, request, request.params.name)
    );
}

/** Names of the modules that the page at the request's address shows first; none for a page that is no record's. */
export function openedModules(org: Org, request: FastifyRequest, userId: string): readonly string[] {
    const [, id] = /^\/lightning\/r\/(?:\w+\/)?(\w{15,18})\/view/.exec(request.url) ?? [];
    const found = id === undefined ? undefined : findRecord(org, userId, id);
    if (!found) return [];
    const application = currentApp(org, request, userId);
    return modulesOfPage(recordPage(org, { userId, application }, found.object.name, found.record));
}

function recordPageModel(org: Org, request: FastifyRequest, id: string): object {
    const userId = requireUser(org, request);
    const found = findRecord(org, userId, id);
    if (!found) throw refusals.notFound();
    const { object, record } = found;
    const nameField = object.fields.find((field) => field.nameField)?.name ?? 'Id';
    return {
        recordId: String(record.Id),
        objectApiName: object.name,
        objectLabel: translatedObject(org, userId, object).label,
        name: String(record[nameField] ?? id),
        page: recordPage(org, { userId, application: currentApp(org, request, userId) }, object.name, record)
    };
}

/** The record with its object, when the user may see it. */
function findRecord(org: Org, userId: string, id: string): FoundRecord | undefined {
    const object = org.schema.objectByKeyPrefix(id.slice(0, 3));
    const record = object && org.records.retrieve(org.userExecution(userId), object.name, id);
    return record && { object, record };
}

function tabPage(org: Org, request: FastifyRequest, name: string): { page: PageModel } {
    const userId = requireUser(org, request);
    const tab = org.registry.get('CustomTab', name)?.content as CustomTab | undefined;
    const pageRequest = { userId, application: currentApp(org, request, userId) };
    const flexiPage = name === homeTab ? homePageName(org) : tab?.flexiPage;
    const page = flexiPage ? appPage(org, pageRequest, flexiPage) : lwcPage(name, tab);
    if (!page) throw refusals.notFound();
    return { page };
}

/** A tab that shows one component. */
function lwcPage(name: string, tab: CustomTab | undefined): PageModel | undefined {
    if (!tab?.lwcComponent) return undefined;
    const component = { kind: 'custom', key: name, name: tab.lwcComponent, properties: {} } as const;
    return { name, label: tab.label ?? name, rows: [[{ name: 'main', width: 12, components: [component] }]] };
}

const currentApp = (org: Org, request: FastifyRequest, userId: string): string =>
    applicationModel(org, userId, readCookie(request, cookieNames.application)).name;
