/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.console.page;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chromium, as somebody uses it who looks at the page.
 */
final class Browser implements AutoCloseable {

	/**
	 * Selenium warns of each Chromium that is newer than itself; what is used here works
	 * with all of them.
	 */
	private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

	private static final Pattern EXPECTED = Pattern
		.compile("^http://127\\.0\\.0\\.1:\\d+/\\S+ - Failed to load resource: "
				+ "(the server responded with a status of 40|net::ERR_(CONNECTION|EMPTY))");

	private final ChromeDriver driver;

	Browser() {
		File binary = ChromiumCondition.browser().orElseThrow(() -> new IllegalStateException("No Chromium"));
		File driver = ChromiumCondition.driver().orElseThrow(() -> new IllegalStateException("No driver of Chromium"));
		SELENIUM.setLevel(Level.SEVERE);
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(binary);
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--window-size=1280,900", "--force-device-scale-factor=1", "--disable-background-networking",
				"--disable-component-update", "--no-first-run");
		options.setCapability("goog:loggingPrefs", logs);
		this.driver = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(driver)
			.usingAnyFreePort()
			.withSilent(true)
			.build(), options);
		size(1280, 800);
	}

	/**
	 * Open an address anew: settings and history of the filter are forgotten.
	 */
	void open(String url) {
		this.driver.get("about:blank");
		this.driver.executeCdpCommand("Storage.clearDataForOrigin",
				Map.of("origin", url.replaceAll("(?<=\\d)/.*", ""), "storageTypes", "all"));
		this.driver.get(url);
	}

	void size(int width, int height) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	void colorScheme(String scheme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
	}

	static ConditionFactory await() {
		return Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(20))
			.atMost(Duration.ofSeconds(20))
			.ignoreExceptionsInstanceOf(WebDriverException.class);
	}

	List<WebElement> all(String css) {
		return this.driver.findElements(By.cssSelector(css));
	}

	/**
	 * Wait for what is visible there.
	 */
	WebElement see(String css) {
		return Objects.requireNonNull(await()
			.until(() -> all(css).stream().filter(WebElement::isDisplayed).findFirst().orElse(null), Objects::nonNull));
	}

	WebElement see(String css, String text) {
		return Objects.requireNonNull(await().until(() -> all(css).stream()
			.filter((element) -> element.isDisplayed() && element.getText().contains(text))
			.findFirst()
			.orElse(null), Objects::nonNull));
	}

	void seeNo(String css) {
		await().until(() -> all(css).stream().noneMatch(WebElement::isDisplayed));
	}

	List<String> texts(String css) {
		return all(css).stream().map(WebElement::getText).toList();
	}

	void click(String css) {
		see(css).click();
	}

	/**
	 * Click on a node of the map, which the browser paints into a canvas.
	 */
	void clickNode(String name) {
		WebElement label = see("#map .map-labels button", name);
		int fromMiddle = (int) (-0.19 * label.getRect().getHeight());
		new Actions(this.driver).moveToElement(label, 0, fromMiddle).click().perform();
	}

	void press(CharSequence... keys) {
		new Actions(this.driver).sendKeys(keys).perform();
	}

	void filter(String expression) {
		WebElement input = see("#filter-input");
		input.click();
		input.sendKeys(Keys.chord(Keys.CONTROL, "a"), expression, Keys.ENTER);
	}

	/**
	 * Run a script, and return what it returns; an empty text if that is nothing.
	 */
	Object run(String script, Object... arguments) {
		return Objects.requireNonNullElse(this.driver.executeScript(script, arguments), "");
	}

	String url() {
		return Objects.requireNonNull(this.driver.getCurrentUrl());
	}

	WebElement focused() {
		return this.driver.switchTo().activeElement();
	}

	byte[] screenshot() {
		return this.driver.getScreenshotAs(OutputType.BYTES);
	}

	void assertNothingOverflows() {
		assertThat(run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
			.isEqualTo(0L);
		// A wide window shows all at once, and scrolls what is in it
		assertThat(run("return (innerWidth > 760) ? document.documentElement.scrollHeight - innerHeight : 0"))
			.isEqualTo(0L);
	}

	/**
	 * Check that the browser complained of nothing, such as what the content security
	 * policy forbids. An answer of 400 or 404 is none: those are tested for. Nor is that
	 * the console has gone, as it has at the end of a test.
	 */
	void assertNoComplaints() {
		assertThat(this.driver.manage().logs().get(LogType.BROWSER).getAll()).extracting(LogEntry::getMessage)
			.filteredOn((message) -> !EXPECTED.matcher(message).find())
			.isEmpty();
	}

	/**
	 * Check that all that was loaded came from where the page is.
	 */
	void assertAskedNobodyElse() {
		assertThat(run("""
				return performance.getEntriesByType("resource").map((entry) => entry.name)
					.filter((name) => !name.startsWith(location.origin + "/") && !name.startsWith("data:"))"""))
			.isEqualTo(List.of());
	}

	/**
	 * Forget what a test before has set.
	 */
	void reset() {
		size(1280, 800);
		colorScheme("light");
		this.driver.get("about:blank");
		this.driver.manage().logs().get(LogType.BROWSER);
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
