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

package io.github.springxray.test.guide;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.github.springxray.test.AutoConfigureXRay;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * What {@code docs/tracing.md} promises of its snippets.
 */
@SpringBootTest
@AutoConfigureMockMvc
@AutoConfigureXRay
class TracingGuideTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private Reports reports;

	@Autowired
	private Feed feed;

	@Autowired
	private Jobs jobs;

	@Autowired
	private RecordedTraces traces;

	@Test
	void annotatedBeanAndStaticApiRecordSubsegmentsAndValues() {
		assertThat(this.mvc.post().uri("/orders")).hasStatus(201);
		RecordedEntity segment = this.traces.takeSegment();
		assertThat(segment).hasAnnotation("tenant", "acme").hasTree("""
				orders
				  place order
				    reserve stock
				""");
		assertThat(segment).subsegment("place order")
			.hasAnnotation("tier", "gold")
			.hasAnnotation("total", 42)
			.hasMetadata("default", "items", List.of("tea", "milk"));
		assertThat(segment).subsegment("reserve stock")
			.hasAnnotation("warehouse", "north")
			.hasMetadata("default", "items", 2);
	}

	@Test
	void namingBeanNamesSegments() {
		assertThat(this.mvc.get().uri("/admin/count")).hasStatusOk();
		assertThat(this.traces.takeSegment()).hasTree("""
				orders-admin
				  OrderService.count
				""");
	}

	@Test
	void exclusionBeanExcludes() {
		assertThat(this.mvc.get().uri("/admin/count").header("User-Agent", "probe")).hasStatusOk();
		this.traces.assertNoneLeft();
	}

	@Test
	void asynchronousMethodOutlivesItsRequestOrIsPartOfIt() {
		assertThat(this.mvc.get().uri("/mail")).hasStatusOk();
		RecordedEntity segment = this.traces.takeSegment();
		RecordedEntity mail = segment.find("Mailer.mail")
			.filter((subsegment) -> !subsegment.isInProgress())
			.orElseGet(() -> this.traces.takeSubsegment("Mailer.mail"));
		assertThat(mail).hasTraceId(segment.traceId()).hasAnnotation("mailed", "Ada");
	}

	@Test
	void wrappedExecutorCarriesTheTrace() {
		assertThat(this.mvc.get().uri("/parallel")).hasStatusOk();
		assertThat(this.traces.takeSegment()).hasTree("""
				orders
				  OrderService.count
				""");
	}

	@Test
	void annotatedMethodAndTemplateOpenSegments() {
		this.feed.poll();
		RecordedEntity feed = this.traces.takeSegment();
		assertThat(feed).hasAnnotation("job", "feed").hasSubsegmentsExactly("OrderService.count");
		assertThat(this.jobs.run()).isEqualTo(1);
		assertThat(this.traces.takeSegment()).hasName(feed.name()).hasAnnotation("job", "warm up");
		assertThat(this.traces.takeSegment()).hasName(feed.name()).hasAnnotation("job", "report");
	}

	@Test
	void jobIsSegmentOfItsOwn() {
		this.reports.nightly();
		assertThat(this.traces.takeSegment()).hasAnnotation("orders", 1).hasTree("""
				nightly report
				  OrderService.count
				""");
	}

}
