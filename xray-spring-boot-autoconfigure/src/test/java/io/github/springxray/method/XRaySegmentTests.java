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

package io.github.springxray.method;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.XRayAnnotation;
import io.github.springxray.XRaySegment;
import io.github.springxray.XRaySubsegment;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.JobApplications;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static io.github.springxray.test.XRayAssertions.assertThatExceptionOfType;

/**
 * Methods that open a segment, and runners.
 */
class XRaySegmentTests {

	private final ApplicationContextRunner runner = JobApplications.runner().withBean(Work.class);

	@Test
	void opensASegmentWhereNoneIsOpen() {
		run((work, traces) -> {
			assertThat(work.blocking("a")).isEqualTo("done a");
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasName("orders").hasAnnotation("job", "blocking work").hasAnnotation("what", "a");
			assertThat(segment).hasAnnotation("result", "done a").hasSubsegmentsExactly("inside").isComplete();
			work.unnamed();
			assertThat(traces.takeSegment()).hasAnnotation("job", "Work.unnamed");
		});
	}

	@Test
	void isASubsegmentWithinARequest() {
		run((work, traces) -> {
			AWSXRay.beginSegment("request");
			work.blocking("a");
			AWSXRay.endSegment();
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasName("request").hasSubsegmentsExactly("blocking work");
		});
	}

	@Test
	void anExceptionIsAFault() {
		run((work, traces) -> {
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(work::failing).withMessage("broken");
			assertThat(traces.takeSegment()).isFault().hasExceptionMessage("broken");
		});
	}

	@Test
	void endsWithAStage() {
		run((work, traces) -> {
			CompletableFuture<String> stage = work.later();
			assertThat(traces.count()).isZero();
			assertThat(AWSXRay.getCurrentSegmentOptional()).isEmpty();
			stage.complete("done");
			assertThat(traces.takeSegment()).hasAnnotation("job", "later").isComplete();
		});
	}

	@Test
	void eachSubscriptionIsASegment() {
		run((work, traces) -> {
			Mono<String> mono = work.mono();
			assertThat(traces.count()).isZero();
			assertThat(mono.block()).isEqualTo("nested");
			RecordedEntity first = traces.takeSegment();
			assertThat(first).hasAnnotation("job", "mono").hasSubsegmentsExactly("at once").isNotFault();
			mono.block();
			assertThat(traces.takeSegment().traceId()).isNotEqualTo(first.traceId());
			assertThat(work.flux().collectList().block()).hasSize(2);
			assertThat(traces.takeSegment()).hasAnnotation("job", "flux");
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> work.brokenMono().block());
			assertThat(traces.takeSegment()).isFault().hasException(IllegalStateException.class);
			work.never().subscribe().dispose();
			assertThat(traces.takeSegment()).hasAnnotation("job", "never").isNotFault();
		});
	}

	@Test
	void anUnsampledSegmentIsKnownToAllThatItCalls() {
		this.runner.withPropertyValues("xray.sampling.strategy=none").run((context) -> {
			Work work = context.getBean(Work.class);
			assertThat(work.current()).isNotNull();
			assertThat(work.current().isSampled()).isFalse();
			assertThat(work.mono().block()).isEqualTo("nested");
			context.getBean(RecordedTraces.class).assertClean();
		});
	}

	@Test
	void isASubsegmentOfWhatIsInTheContextOfASubscriber() {
		run((work, traces) -> {
			work.outer(work).block();
			assertThat(traces.takeSegment()).hasAnnotation("job", "outer").hasSubsegmentsExactly("flux");
		});
	}

	@Test
	void runnersAreTracedOnDemand() throws Exception {
		ApplicationContextRunner runners = JobApplications.runner().withUserConfiguration(Runs.class);
		runners.run((context) -> {
			context.getBean(Loader.class).run(new DefaultApplicationArguments());
			context.getBean("fill", ApplicationRunner.class).run(new DefaultApplicationArguments());
			context.getBean(RecordedTraces.class).assertClean();
		});
		runners.withPropertyValues("xray.runners.enabled=true").run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			context.getBean(Loader.class).run(new DefaultApplicationArguments());
			assertThat(traces.takeSegment()).hasName("orders").hasAnnotation("job", "Loader.run");
			context.getBean("fill", ApplicationRunner.class).run(new DefaultApplicationArguments());
			assertThat(traces.takeSegment()).hasAnnotation("job", "fill");
			CommandLineRunner fails = context.getBean("fails", CommandLineRunner.class);
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> fails.run("a"));
			assertThat(traces.takeSegment()).hasAnnotation("job", "fails").isFault();
			context.getBean(Loader.class).other();
			traces.assertClean();
		});
	}

	private void run(Code code) {
		this.runner.run((context) -> {
			code.run(context.getBean(Work.class), context.getBean(RecordedTraces.class));
			context.getBean(RecordedTraces.class).assertClean();
		});
	}

	@FunctionalInterface
	private interface Code {

		void run(Work work, RecordedTraces traces) throws Exception;

	}

	public static class Work {

		@XRaySegment("blocking work")
		@XRayAnnotation("result")
		public String blocking(@XRayAnnotation("what") String what) {
			AWSXRay.createSubsegment("inside", () -> {
			});
			return "done " + what;
		}

		@XRaySegment
		public void unnamed() {
		}

		@XRaySegment("failing")
		public void failing() {
			throw new IllegalStateException("broken");
		}

		@XRaySegment("later")
		public CompletableFuture<String> later() {
			return new CompletableFuture<>();
		}

		@XRaySegment("mono")
		public Mono<String> mono() {
			return Mono.fromCallable(() -> AWSXRay.createSubsegment("at once", () -> "nested"))
				.delayElement(Duration.ofMillis(5));
		}

		@XRaySegment("flux")
		public Flux<Integer> flux() {
			return Flux.just(1, 2).delayElements(Duration.ofMillis(2));
		}

		@XRaySegment("broken")
		public Mono<String> brokenMono() {
			return Mono.delay(Duration.ofMillis(2)).then(Mono.error(new IllegalStateException("broken")));
		}

		@XRaySegment("never")
		public Mono<String> never() {
			return Mono.never();
		}

		@XRaySegment("current")
		public Entity current() {
			return AWSXRay.getTraceEntity();
		}

		@XRaySegment("outer")
		public Mono<Void> outer(Work proxy) {
			return Mono.delay(Duration.ofMillis(2)).thenMany(Flux.defer(proxy::flux)).then();
		}

	}

	public static class Loader implements ApplicationRunner {

		@Override
		public void run(ApplicationArguments args) {
		}

		public void other() {
		}

		@XRaySubsegment("traced as before")
		public void marked() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Runs {

		@Bean
		Loader loader() {
			return new Loader();
		}

		@Bean
		ApplicationRunner fill() {
			return (arguments) -> {
			};
		}

		@Bean
		CommandLineRunner fails() {
			return (arguments) -> {
				throw new IllegalStateException("broken");
			};
		}

	}

}
