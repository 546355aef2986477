/** What a strategist does on the page of the whole region. */
import { Visitor } from "./driver";

export class Strategist extends Visitor {
  async opensTheRegion(): Promise<void> {
    await this.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Region", exact: true }).click();
    await this.page.locator("catmap-dots svg").waitFor();
    await this.settled();
  }

  /** The numbers at the head of the page, by what they count. */
  async figures(): Promise<Record<string, number>> {
    const texts = await this.page.locator(".figures__one").allInnerTexts();
    return Object.fromEntries(
      texts.map((text) => {
        const [number = "", ...of] = text.split(/\s+/);
        return [of.join(" "), Number(number.replaceAll(",", ""))];
      }),
    );
  }

  /** The charts by their names for those who do not see them. */
  async pictures(): Promise<string[]> {
    return this.page.locator(".region [role=img]").evaluateAll((charts) => charts.map((chart) => chart.getAttribute("aria-label") ?? ""));
  }

  /** Chooses the first number in the table of areas; gives it. */
  async choosesACount(): Promise<number> {
    const button = this.page.locator(".counts__pick").first();
    const number = Number((await button.innerText()).replaceAll(",", ""));
    await button.click();
    await this.settled();
    return number;
  }

  async drawsABoxOnTheChart(): Promise<void> {
    const chart = this.page.locator(".scatter__chart");
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    if (!box) throw new Error("no chart in sight");
    await this.page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.2);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + box.width * 0.9, box.y + box.height * 0.7, { steps: 4 });
    await this.page.mouse.up();
    await this.settled();
  }
}
