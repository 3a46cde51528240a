import { SessionPage } from './session-page.ts';

/** A recorded example: the session page without the parts that would change a session. */
export class ExamplePage extends SessionPage {
  override async open(slug: string): Promise<void> {
    await this.page.goto(`/examples/${slug}`);
    await this.graph.waitFor();
  }
}
