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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Traces as files: saved, opened, and in short.
 */
@BrowserTest
class FilesPageTests {

	private static final RunningConsole source = new RunningConsole();

	private static final RunningConsole target = new RunningConsole();

	private static final double START = RunningConsole.now() - 60;

	private static final String TRACE = SampleTraces.traceId(START, 3);

	@TempDir
	private static Path directory;

	private final Browser browser;

	FilesPageTests(Browser browser) {
		this.browser = browser;
	}

	@BeforeAll
	static void fill() {
		source.withVisits(4);
		source.add(SampleTraces.visit(START, 3));
	}

	@AfterAll
	static void close() {
		source.close();
		target.close();
	}

	@BeforeEach
	void forget() {
		target.clear();
	}

	private static String get(String path) throws IOException, InterruptedException {
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(source.url() + path)).build(),
					HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

	private void openFile(String content) throws IOException {
		Path file = Files.writeString(directory.resolve("trace" + content.hashCode() + ".json"), content);
		this.browser.open(target.url());
		this.browser.see(".guide");
		this.browser.all("#file").get(0).sendKeys(file.toAbsolutePath().toString());
	}

	@Test
	void selectionIsSavedAndOpened() throws IOException, InterruptedException {
		String file = get("api/export?filter=ok%20OR%20fault");
		assertThat(JsonMapper.shared().readTree(file).path("Traces")).hasSize(5);
		openFile(file);
		this.browser.see("#file-notice", "Opened 5 traces");
		Browser.await().until(() -> this.browser.all("#traces-rows tr").size() == 5);
	}

	@Test
	void whatIsShownIsSaved() throws IOException, InterruptedException {
		this.browser.open(source.url() + "#/?filter=fault");
		this.browser.see("#traces-count", " of ");
		this.browser
			.run("document.getElementById('traces-save').addEventListener('click', (event) => event.preventDefault())");
		this.browser.click("#traces-save");
		String href = Objects.requireNonNull(this.browser.see("#traces-save").getDomProperty("href"));
		assertThat(JsonMapper.shared().readTree(get(href.substring(source.url().length()))).path("Traces")).hasSize(2);
	}

	@Test
	void traceOfBatchGetTracesIsOpened() throws IOException, InterruptedException {
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(source.url() + "Traces"))
				.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString("{\"TraceIds\":[\"" + TRACE + "\"]}"))
				.build(), HttpResponse.BodyHandlers.ofString());
		openFile(response.body());
		this.browser.see("#view-trace .row", "UserRepository.findById");
		assertThat(this.browser.texts("#view-trace .row .title")).hasSizeGreaterThan(8);
	}

	@Test
	void documentsAsTheyWereSentAreOpened() throws IOException, InterruptedException {
		openFile(get("api/traces/" + TRACE + "/documents"));
		this.browser.see("#view-trace .row", "UserRepository.findById");
	}

	@Test
	void largeSegmentIsTakenApart() throws IOException {
		StringBuilder subsegments = new StringBuilder();
		for (int i = 0; i < 800; i++) {
			subsegments.append((i == 0) ? "" : ",")
				.append("{\"id\":\"%016x\",\"name\":\"step %d\",\"start_time\":%s,\"end_time\":%s,\"metadata\":{\"default\":{\"text\":\"%s\"}}}"
					.formatted(i + 100, i, START, START + 0.5, "x".repeat(150)));
		}
		openFile(
				"{\"trace_id\":\"%s\",\"id\":\"0000000000000001\",\"name\":\"large\",\"start_time\":%s,\"end_time\":%s,\"subsegments\":[%s]}"
					.formatted(TRACE, START, START + 1, subsegments));
		this.browser.see("#view-trace .row", "large");
		Browser.await()
			.until(() -> "801"
				.equals(this.browser.see("#view-trace [role=treegrid]").getDomAttribute("aria-rowcount")));
	}

	@Test
	void fileDroppedOntoThePageIsOpened() throws IOException, InterruptedException {
		this.browser.open(target.url());
		this.browser.see(".guide");
		this.browser
			.run("""
					const transfer = new DataTransfer();
					transfer.items.add(new File([arguments[0]], "trace.json", { type: "application/json" }));
					document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));""",
					get("api/traces/" + TRACE + "/documents"));
		this.browser.see("#view-trace .row", "UserRepository.findById");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			nonsense                        | could not be opened
			{"Traces":[]}                   | There is no trace in it
			[]                              | There is no trace in it
			{"name":"<img src=x onerror=alert(1)>"} | no id
			{"Traces":[{"Id":"1","Segments":[{"Document":"{"}]}]} | could not be opened
			{"trace_id":"x","id":"0000000000000001","name":"a","start_time":1} | could not be opened
			""")
	void whatIsNoTraceIsRefused(String content, String message) throws IOException {
		openFile(content);
		this.browser.see("#file-notice", message);
		this.browser.seeNo("#file-notice img");
	}

	@Test
	void veryDeepFileDoesNoHarm() throws IOException {
		openFile("[".repeat(200_000) + "]".repeat(200_000));
		this.browser.see("#file-notice", "could not be opened");
	}

	@Test
	void traceIsToldInShort() throws IOException, InterruptedException {
		String text = get("api/traces/" + TRACE + "/summary?format=text");
		assertThat(text).startsWith("Trace " + TRACE)
			.contains("edge-gateway", "FAULT: GET https://shop.example.com/users/13/orders 502")
			.contains("users@db.internal", "select u.id, u.name")
			.contains("com.example.OrdersUnavailableException: No orders of 13 in time (in UserService.find)")
			.contains("  at com.example.OrderClient.fetch (OrderClient.java:61)");
		JsonNode json = JsonMapper.shared().readTree(get("api/traces/" + TRACE + "/summary"));
		assertThat(json.at("/parts/0/name").asString()).isEqualTo("edge-gateway");
		assertThat(json.at("/parts/2/depth").intValue()).isEqualTo(2);
		assertThat(json.at("/exceptions/0/stack")).hasSize(3);
		this.browser.open(source.url() + "#/traces/" + TRACE);
		this.browser.see("#copy-text").click();
		this.browser.see("#copy-text", "Copied");
		this.browser.run(
				"const area = document.createElement('textarea'); area.id = 'pasted'; document.body.append(area); area.focus();");
		this.browser.all("#pasted").get(0).sendKeys(Keys.chord(Keys.CONTROL, "v"));
		assertThat(this.browser.all("#pasted").get(0).getDomProperty("value")).isEqualTo(text);
	}

}
