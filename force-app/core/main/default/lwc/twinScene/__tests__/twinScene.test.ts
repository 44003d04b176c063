import { readFileSync } from 'node:fs';
import TwinScene from 'c/twinScene';
import type { TwinDrawing } from 'c/twinDrawingLoader';
import { parseBindings, sanitizeDrawing } from 'c/twinModel';
import type { ComponentView, SignalView } from 'c/twinView';
import { loadScript } from 'lightning/platformResourceLoader';
import { offerTextCodecs, pageBytes, pageFile } from 'jest/binary';
import { find, findAll, flush, mount, resetPage, ResizeObserverMock } from 'jest/lwc';
import { componentViews, pressViews } from '../../twinModel/__tests__/data/views';

const FOLDER = 'force-app/core/main/default/staticresources/Twin_HP_400';

interface Properties {
    model: TwinDrawing;
    signals: SignalView[];
    components: ComponentView[];
    machineName: string;
}

const model = (): TwinDrawing => ({
    resource: 'Twin_HP_400',
    drawing: sanitizeDrawing(readFileSync(`${FOLDER}/drawing.svg`, 'utf8'), 'p-'),
    bindings: parseBindings(readFileSync(`${FOLDER}/bindings.json`, 'utf8'))
});

/** Renderer in place of the graphics card, which jsdom lacks; everything else is the library as it is delivered. */
class RendererMock {
    static readonly frames: string[] = [];
    static readonly colors = new Map<string, string>();
    static reach = { near: 0, eye: 0, far: 0 };
    static disposed = 0;
    setPixelRatio(): void {
        // Nothing is drawn.
    }
    setSize(): void {
        // Nothing is drawn.
    }
    render(scene: { traverse(visit: (object: SceneObject) => void): void }, camera: CameraObject): void {
        camera.updateMatrixWorld();
        RendererMock.reach = { near: camera.near, eye: camera.position.length(), far: camera.far };
        RendererMock.frames.push(Object.values(camera.position).join(' '));
        scene.traverse((object) => {
            if (object.material) RendererMock.colors.set(object.name, object.material.color.getHexString());
        });
    }
    dispose(): void {
        RendererMock.disposed += 1;
    }
    forceContextLoss(): void {
        // There is no context.
    }
}

interface SceneObject {
    readonly name: string;
    readonly position: object;
    readonly material?: { readonly color: { getHexString(): string } };
    updateMatrixWorld(): void;
}

interface CameraObject extends SceneObject {
    readonly position: { length(): number };
    readonly near: number;
    readonly far: number;
}

/** The same model, so many times as large. */
function scaled(bytes: ArrayBuffer, factor: number): ArrayBuffer {
    const end = 20 + new DataView(bytes).getUint32(12, true);
    const document = JSON.parse(new TextDecoder().decode(bytes.slice(20, end))) as { nodes: object[] };
    const nodes = document.nodes.map((node) => ({ ...node, scale: [factor, factor, factor] }));
    const text = JSON.stringify({ ...document, nodes });
    const json = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 4) * 4));
    const whole = new Uint8Array(20 + json.length + bytes.byteLength - end);
    whole.set(new Uint8Array(bytes, 0, 20));
    whole.set(json, 20);
    whole.set(new Uint8Array(bytes, end), 20 + json.length);
    const head = new DataView(whole.buffer);
    head.setUint32(8, whole.length, true);
    head.setUint32(12, json.length, true);
    return pageBytes(whole);
}

let frames: FrameRequestCallback[];
let file: ArrayBuffer;
const unavailable = jest.fn();

/** Lets the browser draw what was asked for. */
async function nextFrame(): Promise<void> {
    for (const callback of frames.splice(0)) callback(0);
    await flush();
}

async function show(properties: Partial<Properties> = {}): Promise<HTMLElement & Properties> {
    const scene = mount<Properties>('c-twin-scene', TwinScene, {
        model: model(),
        signals: pressViews(),
        components: componentViews(),
        machineName: 'Press 01',
        ...properties
    });
    scene.addEventListener('unavailable', (event) => unavailable((event as CustomEvent).detail));
    // Reading the model takes turns of its own.
    for (let turn = 0; turn < 10 && find(scene, '.stage').querySelector('lightning-spinner'); turn += 1) await flush();
    ResizeObserverMock.resize(640);
    await nextFrame();
    return scene;
}

const press = async (scene: Element, key: string): Promise<KeyboardEvent> => {
    const event = new KeyboardEvent('keydown', { key, cancelable: true });
    find(scene, 'canvas').dispatchEvent(event);
    await nextFrame();
    return event;
};
const chipStates = (scene: Element): Record<string, string | undefined> =>
    Object.fromEntries(findAll(scene, '.chip').map((chip) => [chip.dataset.node, chip.dataset.state]));

describe('c-twin-scene', () => {
    beforeAll(() => {
        offerTextCodecs();
        const script = document.createElement('script');
        script.textContent = readFileSync(`${FOLDER}/../Three_View.js`, 'utf8');
        document.head.append(script);
        const library = (globalThis as unknown as { ThreeView: object }).ThreeView;
        Object.assign(globalThis, { ThreeView: { ...library, WebGLRenderer: RendererMock } });
    });

    beforeEach(() => {
        frames = [];
        RendererMock.frames.length = 0;
        RendererMock.colors.clear();
        RendererMock.disposed = 0;
        file = pageFile(`${FOLDER}/model.glb`);
        global.ResizeObserver = ResizeObserverMock as unknown as typeof ResizeObserver;
        global.requestAnimationFrame = (callback) => frames.push(callback);
        global.cancelAnimationFrame = jest.fn();
        global.fetch = jest.fn(() =>
            Promise.resolve({ ok: true, status: 200, arrayBuffer: () => Promise.resolve(file) })
        ) as unknown as typeof fetch;
        jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({} as never);
        for (const side of ['clientWidth', 'clientHeight'] as const) {
            jest.spyOn(HTMLCanvasElement.prototype, side, 'get').mockReturnValue(400);
        }
    });
    afterEach(() => {
        resetPage();
        jest.restoreAllMocks();
    });

    it('writes values, names and states on the parts of the machine', async () => {
        const scene = await show();
        expect(chipStates(scene)).toMatchObject({ tank: 'alarm', motor: 'warning' });
        expect(find(scene, '[data-node=motor]').textContent).toContain('Motor 1');
        expect(find(scene, 'canvas').getAttribute('aria-label')).toBe('c.TwinScene_Label');
        await expect(scene).toBeAccessible();
    });

    it('colours a part, and gives it its own colour back', async () => {
        const scene = await show();
        expect(RendererMock.colors.get('tank')).toBe('808080');
        scene.signals = pressViews().map((view) => ({ ...view, state: 'normal' as const }));
        await flush();
        await nextFrame();
        expect(RendererMock.colors.get('tank')).not.toBe('808080');
        expect(chipStates(scene)).toMatchObject({ tank: 'normal' });
    });

    it.each([0.01, 1, 1000])('shows a model %s times as large as the press', async (factor) => {
        file = scaled(file, factor);
        await show();
        const { near, eye, far } = RendererMock.reach;
        // The press is four metres high.
        expect(eye).toBeGreaterThan(4 * factor);
        expect(near).toBeLessThan(eye / 4);
        expect(far).toBeGreaterThan(eye * 2);
    });

    it('draws only when something changes', async () => {
        const scene = await show();
        expect(RendererMock.frames).toHaveLength(1);
        scene.signals = pressViews();
        await flush();
        await nextFrame();
        expect(frames).toHaveLength(0);
        expect(RendererMock.frames).toHaveLength(1);
    });

    it.each(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', '+', '-'])('%s moves the eye', async (key) => {
        const scene = await show();
        expect((await press(scene, key)).defaultPrevented).toBe(true);
        expect(new Set(RendererMock.frames).size).toBe(2);
    });

    it('leaves other keys to the page', async () => {
        const scene = await show();
        expect((await press(scene, 'Tab')).defaultPrevented).toBe(false);
        expect(RendererMock.frames).toHaveLength(1);
    });

    it('loads nothing without WebGL, and says why', async () => {
        jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
        await show();
        expect(unavailable).toHaveBeenCalledWith({ reason: 'c.TwinScene_NoWebGL' });
        expect(fetch).not.toHaveBeenCalled();
        expect(loadScript).not.toHaveBeenCalled();
    });

    it('says why when the model cannot be used', async () => {
        file = new ArrayBuffer(100);
        await show();
        expect(unavailable).toHaveBeenCalledWith({ reason: 'c.TwinScene_Failed' });
    });

    it('says why when the graphics card is taken away, and frees it when it goes', async () => {
        const scene = await show();
        find(scene, 'canvas').dispatchEvent(new Event('webglcontextlost'));
        expect(unavailable).toHaveBeenCalledTimes(1);
        scene.remove();
        expect(RendererMock.disposed).toBe(1);
    });
});
