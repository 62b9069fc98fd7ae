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

package io.github.springxray.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.http.ClientConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What the console shows of the application, in Chromium. Where there is none, this is
 * skipped, but not where {@code CI} is set.
 */
class ConsolePageTests {

	private static final File CHROMIUM = new File("/usr/bin/chromium");

	private static final File DRIVER = new File("/usr/bin/chromedriver");

	private static UsersProcess users;

	private static ChromeDriver driver;

	@BeforeAll
	static void callAllEndpoints() throws Exception {
		assumeTrue(System.getenv("CI") != null || (CHROMIUM.canExecute() && DRIVER.canExecute()),
				"No Chromium here: install chromium and chromium-driver");
		users = UsersProcess.start(Map.of());
		Endpoints.callAll(users.url());
		ChromeOptions options = new ChromeOptions();
		options.setBinary(CHROMIUM);
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--disable-background-networking", "--disable-component-update", "--no-first-run");
		// Selenium does without its second connection if that is not there in time, which
		// is not used here
		driver = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(DRIVER)
			.usingAnyFreePort()
			.withSilent(true)
			.build(), options, ClientConfig.defaultConfig().readTimeout(Duration.ofSeconds(15)));
		driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", 1280, "height", 800, "deviceScaleFactor", 1, "mobile", false));
	}

	@AfterAll
	static void stop() throws Exception {
		if (driver != null) {
			driver.quit();
		}
		if (users != null) {
			users.close();
		}
	}

	@Test
	void startPageLeadsToTheMapWithWhatTheServiceCalls() throws Exception {
		driver.get(users.url());
		see("a[href='/xray/']", "console").click();
		for (String node : List.of("Clients", "users", "users-files", "H2")) {
			see("#map .map-labels button", node);
		}
		see("#traces-rows tr", "/fail");
		picture("sample-overview");
	}

	@Test
	void clickOnATraceLeadsToItsTimeline() throws Exception {
		driver.get(users.url() + "/xray/");
		see("#traces-rows tr", "201").click();
		for (String row : List.of("UserService.register", "UserRepository.save", "DynamoDB", "S3")) {
			see("#view-trace .row", row);
		}
		assertThat(see("#view-trace .row", "DynamoDB").getText()).contains("PutItem");
		picture("sample-trace");
	}

	private static WebElement see(String css, String text) {
		return Objects.requireNonNull(await().atMost(Duration.ofSeconds(20))
			.ignoreExceptionsInstanceOf(WebDriverException.class)
			.until(() -> driver.findElements(By.cssSelector(css))
				.stream()
				.filter((element) -> element.isDisplayed() && element.getText().contains(text))
				.findFirst()
				.orElse(null), Objects::nonNull));
	}

	/**
	 * Take a picture for the documentation if {@code -Dxray.docs.update=true} asks for
	 * it.
	 */
	private static void picture(String name) throws IOException {
		if (Boolean.getBoolean("xray.docs.update")) {
			Files.write(Path.of("..", "docs", "images", name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
		}
	}

}
