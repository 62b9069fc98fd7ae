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

package io.github.springxray.reactive;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.springxray.context.Subsegments;
import io.github.springxray.test.AutoConfigureXRay;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Slices of WebFlux, which have tracing if they ask for it.
 */
class WebFluxSliceTests {

	@Nested
	@WebFluxTest(SliceController.class)
	@ContextConfiguration(classes = SliceApplication.class)
	@ExtendWith(OutputCaptureExtension.class)
	class Plain {

		@Autowired
		private WebTestClient client;

		@Autowired
		private ObjectProvider<Subsegments> tracing;

		@Test
		void startsWithoutTracing(CapturedOutput output) {
			this.client.get().uri("/hello/Ada").exchange().expectBody(String.class).isEqualTo("hello, traced: false");
			assertThat(this.tracing.getIfAvailable()).isNull();
			assertThat(output).doesNotContain("springxray").doesNotContain("WARN");
		}

	}

	/**
	 * Its context would be kept until the last test, and be the one that the static
	 * helpers trace for.
	 */
	@Nested
	@DirtiesContext
	@WebFluxTest(SliceController.class)
	@AutoConfigureXRay
	@ContextConfiguration(classes = SliceApplication.class)
	class Traced {

		@Autowired
		private WebTestClient client;

		@Autowired
		private RecordedTraces traces;

		@Test
		void recordsTheRequestAndWhatItCalls() {
			this.client.get().uri("/hello/Ada").exchange().expectBody(String.class).isEqualTo("hello, traced: true");
			assertThat(this.traces.takeSegment()).hasHttpStatus(200)
				.hasAnnotation("http_route", "/hello/{name}")
				.hasSubsegmentsExactly("SliceService.greet")
				.isComplete();
		}

		@Test
		void recordsWhatNobodyServes() {
			this.client.get().uri("/nowhere").exchange().expectStatus().isNotFound();
			assertThat(this.traces.takeSegment()).hasHttpStatus(404).isError().hasSubsegmentsExactly();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ SliceController.class, SliceService.class })
	static class SliceApplication {

	}

	@RestController
	static class SliceController {

		private final SliceService service;

		SliceController(SliceService service) {
			this.service = service;
		}

		@GetMapping("/hello/{name}")
		Mono<String> hello() {
			return this.service.greet();
		}

	}

	@XRayEnabled
	static class SliceService {

		public Mono<String> greet() {
			return Mono.fromCallable(() -> "hello, traced: " + AWSXRay.getCurrentSegmentOptional().isPresent());
		}

	}

}
