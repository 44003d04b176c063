import { LightningElement } from 'lwc';
import { decodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import { router, toUrl, type PageReference } from '../../../platform/router.ts';
import { recordUrl } from 'shell/recordView';
import { loadForm, loadView, type Constructor } from 'shell/parts';
import {
    labelOf,
    loadApp,
    loadRecordPage,
    loadTab,
    messageOf,
    type AppModel,
    type PageModel,
    type RecordPageModel
} from 'shell/pageData';

/** Container: the app with its header, and the page that the address names. */
export default class ShellApp extends LightningElement {
    app: AppModel | undefined;
    page: PageReference = router.current();
    record: RecordPageModel | undefined;
    tabPage: PageModel | undefined;
    /** A list or Setup. */
    view: Constructor | undefined;
    error: string | undefined;
    private viewType: string | undefined;
    private stopWatching: (() => void) | undefined;

    get listObject(): string | undefined {
        const { type, attributes } = this.page;
        return type === 'standard__objectPage' ? attributes.objectApiName : undefined;
    }

    /** A list of another object is another component, so that nothing of the last one is read. */
    get views(): object[] {
        const { listObject, setupPage } = this;
        const list = { objectApiName: listObject, viewName: this.page.state.filterName };
        return [listObject ? { key: listObject, properties: list } : { key: 'setup', properties: { page: setupPage } }];
    }

    get setupPage(): string | undefined {
        return this.page.type === 'standard__setup' ? (this.page.attributes.page ?? 'home') : undefined;
    }

    connectedCallback(): void {
        this.stopWatching = router.watch((page) => void this.show(page, true));
        loadApp().then(
            (app) => this.start(app),
            (error: unknown) => (this.error = messageOf(error))
        );
        // Only a landing page depends on the app; any other page need not wait for it.
        if (!this.isLanding) void this.show(this.page, false);
    }

    private get isLanding(): boolean {
        return this.page.type === 'standard__namedPage';
    }

    disconnectedCallback(): void {
        this.stopWatching?.();
    }

    private async start(app: AppModel): Promise<void> {
        this.app = app;
        if (this.isLanding) await this.show(router.current(), false);
        else document.title = this.documentTitle();
    }

    /** The form of a new record lies over the page that asked for it, or over the list of its object. */
    private async showForm(page: PageReference): Promise<void> {
        const { objectApiName = '' } = page.attributes;
        const isFirst = this.page === page;
        if (isFirst) await this.show({ ...page, attributes: { objectApiName, actionName: 'list' } }, false);
        const created = await (
            await loadForm()
        ).open({
            size: 'medium',
            label: `New ${await labelOf(objectApiName)}`,
            objectApiName,
            defaults: decodeDefaultFieldValues(page.state.defaultFieldValues ?? '')
        });
        if (router.current() !== page) return;
        if (typeof created === 'string') router.open(recordUrl(created), true);
        else router.open(toUrl(this.page), true);
    }

    private async editRecord({ recordId, objectApiName, name }: RecordPageModel): Promise<void> {
        const page = this.page;
        await (await loadForm()).open({ size: 'medium', label: `Edit ${name}`, recordId, objectApiName });
        if (router.current() === page) router.open(recordUrl(recordId), true);
    }

    private async show(page: PageReference, moveFocus: boolean): Promise<void> {
        if (page.type === 'standard__objectPage' && page.attributes.actionName === 'new') {
            await this.showForm(page);
            return;
        }
        if (page.type === 'standard__namedPage' && this.app) {
            router.open(this.app.landingUrl, true);
            return;
        }
        this.page = page;
        await this.load(page);
        if (this.page !== page) return;
        document.title = this.documentTitle();
        if (page.attributes.actionName === 'edit' && this.record) {
            await this.editRecord(this.record);
            return;
        }
        if (moveFocus) this.focusMain();
    }

    private async load(page: PageReference): Promise<void> {
        this.error = undefined;
        this.record = undefined;
        this.tabPage = undefined;
        if (this.viewType !== page.type) this.view = undefined;
        this.viewType = page.type;
        try {
            const { recordId, apiName } = page.attributes;
            const record = recordId ? await loadRecordPage(recordId) : undefined;
            const view = await loadView(page.type);
            const tab = page.type === 'standard__navItemPage' && apiName ? await loadTab(apiName) : undefined;
            if (this.page !== page) return;
            this.record = record;
            this.tabPage = tab?.page;
            this.view = view;
        } catch (error) {
            if (this.page === page) this.error = messageOf(error);
        }
    }

    private documentTitle(): string {
        const parts = [
            this.record && `${this.record.name} | ${this.record.objectLabel}`,
            this.listObject && `${this.listObject} list`,
            this.tabPage?.label,
            this.setupPage && 'Setup'
        ];
        return [...parts.filter(Boolean), this.app?.label].join(' | ');
    }

    focusMain(): void {
        (this.refs?.main as HTMLElement | undefined)?.focus();
    }
}
