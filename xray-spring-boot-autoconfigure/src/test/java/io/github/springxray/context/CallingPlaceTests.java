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

package io.github.springxray.context;

import java.util.List;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.exceptions.SegmentNotFoundException;
import org.aopalliance.intercept.MethodInterceptor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

import io.github.springxray.method.XRayMethodAutoConfiguration;
import io.github.springxray.recorder.ContextMissing;
import io.github.springxray.testsupport.UntracedWork;
import io.github.springxray.testsupport.UntracedWork.Job;
import io.github.springxray.testsupport.UntracedWork.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The place that {@code xray.context-missing=log} names is the application's.
 */
@ExtendWith(OutputCaptureExtension.class)
class CallingPlaceTests {

	private static final String WORK = UntracedWork.class.getName();

	private final TracingRunner runner = new TracingRunner().with("xray.context-missing=log")
		.with((runner) -> runner.withConfiguration(AutoConfigurations.of(XRayMethodAutoConfiguration.class)));

	@Test
	void whatASchedulerCallsIsTheMethodBehindTheProxy(CapturedOutput output) {
		this.runner
			.with((runner) -> runner.withUserConfiguration(Scheduling.class)
				.withPropertyValues("spring.aop.proxy-target-class=true")
				.withBean(Job.class, Job::new))
			.run((tracing) -> Awaitility.await()
				.untilAsserted(() -> assertThat(places(output)).containsExactly(WORK + "$Job.tick")));
	}

	@Test
	void whatAnExecutorCallsIsTheMethodBehindTheProxy(CapturedOutput output) {
		this.runner.with((runner) -> runner.withBean(Job.class, Job::new)).run((tracing) -> {
			Job job = tracing.context().getBean(Job.class);
			Repository repository = behindInterface();
			try (OtherThread other = new OtherThread()) {
				other.run(job::find);
				other.run(repository::find);
			}
			assertThat(places(output)).containsExactly(WORK + "$Job.find", WORK + "$Repository.find");
		});
	}

	@Test
	void whoCallsAProxyInTheApplicationIsThePlace(CapturedOutput output) {
		this.runner.with((runner) -> runner.withBean(Job.class, Job::new)).run((tracing) -> {
			Job job = tracing.context().getBean(Job.class);
			UntracedWork.call(job);
			UntracedWork.call(behindInterface());
			assertThat(places(output)).singleElement()
				.asString()
				.matches("\\Q" + WORK + "\\E\\.call\\(UntracedWork\\.java:\\d+\\)");
		});
	}

	@Test
	void aLambdaIsTheMethodThatItStandsIn(CapturedOutput output) {
		this.runner.run((tracing) -> {
			try (OtherThread other = new OtherThread()) {
				UntracedWork.inLambda(other::run);
				UntracedWork.inNestedLambda(other::run);
			}
			assertThat(places(output)).hasSize(2)
				.allSatisfy((place) -> assertThat(place).doesNotContain("lambda").endsWith(")"))
				.satisfiesExactly((place) -> assertThat(place).startsWith(WORK + ".inLambda(UntracedWork.java:"),
						(place) -> assertThat(place).startsWith(WORK + ".inNestedLambda(UntracedWork.java:"));
		});
	}

	@Test
	void whereOnlyFrameworksCallNoPlaceIsNamed(CapturedOutput output) {
		ReportingContextMissingStrategy strategy = new ReportingContextMissingStrategy(ContextMissing.LOG);
		try (OtherThread other = new OtherThread()) {
			other.run(() -> strategy.contextMissing("Nothing here.", SegmentNotFoundException.class));
		}
		assertThat(output).contains("Nothing here. This is logged once").doesNotContain("called at");
	}

	/**
	 * As frameworks implement interfaces of an application.
	 */
	private static Repository behindInterface() {
		ProxyFactory factory = new ProxyFactory();
		factory.setInterfaces(Repository.class, AutoCloseable.class);
		factory.addAdvice((MethodInterceptor) (invocation) -> {
			AWSXRay.beginSubsegment("orphan");
			return null;
		});
		return (Repository) factory.getProxy();
	}

	private static List<String> places(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains("(called at "))
			.map((line) -> line.replaceAll(".*\\(called at (.*)\\) This is logged.*", "$1"))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

}
