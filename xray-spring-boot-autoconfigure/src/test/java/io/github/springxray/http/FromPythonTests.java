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

package io.github.springxray.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the lines that the guide gives to those who come from the SDK for Python.
 */
class FromPythonTests {

	private static final String TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793";

	private static final String PARENT = "53995c3f42cd8ad8";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayContextAutoConfiguration.class, XRayAutoConfiguration.class,
				XRayHttpAutoConfiguration.class, XRaySamplingAutoConfiguration.class))
		.withBean(RecordedTraces.class, RecordedTraces::new);

	@Test
	void aSegmentMayJoinATraceBeneathAParent() {
		this.runner.run((context) -> {
			AWSXRay.beginSegment("job", TraceID.fromString(TRACE_ID), PARENT);
			AWSXRay.endSegment();
			RecordedEntity segment = context.getBean(RecordedTraces.class).takeSegment();
			assertThat(segment.traceId()).isEqualTo(TRACE_ID);
			assertThat(segment.parentId()).isEqualTo(PARENT);
		});
	}

	@Test
	void aSubsegmentWithoutSamplingIsNotRecordedAndNeitherIsWhatItCalls() {
		this.runner.run((context) -> {
			HttpClientTracing clients = context.getBean(HttpClientTracing.class);
			Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			AWSXRay.beginSegment("job", TraceID.fromString(TRACE_ID), null);
			AWSXRay.createSubsegment("recorded", () -> {
			});
			Subsegment silent = AWSXRay.beginSubsegmentWithoutSampling("step");
			AWSXRay.createSubsegment("beneath", () -> {
			});
			clients.begin("GET", URI.create("http://a.internal/"), clients.current(), new HeaderMap(headers)).end();
			AWSXRay.endSubsegment();
			AWSXRay.endSegment();
			assertThat(silent.isSampled()).isFalse();
			assertThat(context.getBean(RecordedTraces.class).takeSegment().subsegments())
				.extracting(RecordedEntity::name)
				.containsExactly("recorded");
			assertThat(headers).containsOnly(Map.entry("X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Sampled=0"));
		});
	}

	@Test
	void aSegmentThatIsNotSampledHasATraceIdOfItsOwn() {
		this.runner.withPropertyValues("xray.sampling.strategy=none").run((context) -> {
			Segment first = AWSXRay.beginSegmentWithSampling("job");
			String firstId = AWSXRay.getCurrentSegment().getTraceId().toString();
			AWSXRay.endSegment();
			AWSXRay.beginSegmentWithSampling("job");
			assertThat(first.isSampled()).isFalse();
			assertThat(firstId).doesNotContain("00000000");
			assertThat(AWSXRay.getCurrentSegment().getTraceId()).doesNotHaveToString(firstId);
			AWSXRay.endSegment();
			context.getBean(RecordedTraces.class).assertClean();
		});
	}

	@Test
	void segmentsAndSubsegmentsAreMadeAsInPython() {
		this.runner.run((context) -> {
			AWSXRay.createSegment("job", (segment) -> {
				segment.putAnnotation("with", "segment");
			});
			AWSXRay.beginSegment("job");
			AWSXRay.beginSubsegment("step");
			AWSXRay.getCurrentSubsegment().putAnnotation("tier", "gold");
			Map<String, Object> order = Map.of("id", 7);
			AWSXRay.getCurrentSubsegment().putMetadata("order", order);
			AWSXRay.getCurrentSubsegment().putMetadata("shop", "order", order);
			AWSXRay.endSubsegment();
			AWSXRay.createSubsegment("step", (subsegment) -> {
				IllegalStateException ex = new IllegalStateException("failed");
				subsegment.addException(ex);
				subsegment.setFault(true);
				subsegment.setError(true);
				subsegment.setThrottle(true);
			});
			AWSXRay.getCurrentSegment().setUser("ada");
			assertThat(AWSXRay.getCurrentSegment().isSampled()).isTrue();
			assertThat(AWSXRay.getCurrentSubsegment()).isNull();
			AWSXRay.endSegment();
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			assertThat(traces.takeSegment("job").annotations()).containsEntry("with", "segment");
			RecordedEntity job = traces.takeSegment("job");
			assertThat(job.subsegments()).extracting(RecordedEntity::name).containsExactly("step", "step");
			assertThat(job.subsegments().get(0).annotations()).containsEntry("tier", "gold");
			assertThat(job.subsegments().get(0).metadata("shop")).containsKey("order");
			assertThat(job.json().replaceAll("\\s", "")).contains("\"user\":\"ada\"").contains("\"throttle\":true");
		});
	}

	/**
	 * {@code httplib.add_ignored}.
	 */
	@ParameterizedTest
	@CsvSource({
			"xray.patch.http.exclude-hosts=health.example.com,https://health.example.com/any,https://example.com/any",
			"xray.patch.http.exclude-urls=/status,https://any.example.com/status,https://any.example.com/other",
			"xray.patch.http.exclude-urls=https://api.example.com/status,https://api.example.com/status,https://other.example.com/status" })
	void callsAreIgnoredByHostAndByUrl(String property, URI ignored, URI traced) {
		this.runner.withPropertyValues(property).run((context) -> {
			HttpClientTracing clients = context.getBean(HttpClientTracing.class);
			AWSXRay.beginSegment("job");
			Map<String, String> headers = new TreeMap<>();
			clients.begin("GET", ignored, clients.current(), new HeaderMap(headers)).end();
			assertThat(headers).isEmpty();
			clients.begin("GET", traced, clients.current(), new HeaderMap(headers)).end();
			assertThat(headers).isNotEmpty();
			AWSXRay.endSegment();
			assertThat(context.getBean(RecordedTraces.class).takeSegment().subsegments()).singleElement()
				.extracting(RecordedEntity::name)
				.isEqualTo(traced.getHost());
		});
	}

	/**
	 * What the guide tells to write is in this class, but for the code that is left out.
	 */
	@Test
	void eachLineOfJavaInTheGuideIsRunHere() throws IOException {
		String here = Files
			.readString(Path.of("src", "test", "java", "io", "github", "springxray", "http", "FromPythonTests.java"))
			.replaceAll("\\s", "")
			.replace("TRACE_ID", "t")
			.replace("PARENT", "p");
		List<String> lines = spans("(AWSXRay|subsegment|putMetadata|set[A-Z]\\w+)[.(][^`]*");
		assertThat(lines).hasSizeGreaterThan(12)
			.filteredOn((line) -> !line.contains("wrap"))
			.allSatisfy((line) -> assertThat(here).contains(line.replaceAll("\\s|\u2026|\\}\\)", "")));
	}

	@Test
	void eachPropertyOfTheGuideIsThere() throws IOException {
		String metadata = Files
			.readString(Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json"));
		assertThat(spans("xray\\.[a-z][^`]*")).hasSizeGreaterThan(15)
			.map((property) -> property.replaceAll("=.*", "").replaceAll("annotations\\..*", "annotations"))
			.allSatisfy((property) -> assertThat(metadata).contains("\"" + property));
	}

	private static List<String> spans(String pattern) throws IOException {
		return Pattern.compile("`(" + pattern + ")`")
			.matcher(Files.readString(Path.of("..", "docs", "from-python.md")).replaceAll("(?m)^\\|[^|]*\\|", ""))
			.results()
			.map((span) -> span.group(1))
			.toList();
	}

}
