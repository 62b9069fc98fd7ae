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

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.util.pattern.PathPattern;

import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link XRayHttpAutoConfiguration}.
 */
class XRayHttpAutoConfigurationTests {

	private static final String HEADER = "Root=1-5759e988-bd862e3fe1be46a994272793";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withBean(TracingFaults.class)
		.withConfiguration(AutoConfigurations.of(XRayHttpAutoConfiguration.class));

	@Test
	void configuresByDefault() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(SegmentNaming.class)
				.hasSingleBean(TraceHeaders.class)
				.hasSingleBean(RequestExclusions.class)
				.hasSingleBean(PathPatternExclusion.class)
				.hasSingleBean(ActuatorExclusion.class);
			XRayServerProperties server = context.getBean(XRayServerProperties.class);
			assertThat(server.isEnabled()).isTrue();
			assertThat(server.getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
			assertThat(server.getExcludePaths()).isEmpty();
			assertThat(server.isIncludeActuator()).isFalse();
			assertThat(server.getTrustIncoming()).isEqualTo(IncomingTrust.TRUE);
			assertThat(server.isResponseHeader()).isTrue();
			assertThat(server.getRecordClientIp()).isEqualTo(ClientIpRecording.TRUE);
			assertThat(server.isRecordUser()).isFalse();
			XRayPropagationProperties propagation = context.getBean(XRayPropagationProperties.class);
			assertThat(propagation.getConsume()).containsExactly(PropagationFormat.XRAY, PropagationFormat.W3C);
			assertThat(propagation.getProduce()).containsExactly(PropagationFormat.XRAY);
		});
	}

	@Test
	void backsOffWhenDisabled() {
		this.contextRunner.withPropertyValues("xray.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(SegmentNaming.class)
				.doesNotHaveBean(TraceHeaders.class)
				.doesNotHaveBean(RequestExclusions.class)
				.doesNotHaveBean(RequestExclusion.class));
	}

	@Test
	void backsOffWhenUserDefinesNamingHeadersAndExclusions() {
		this.contextRunner.withUserConfiguration(UserConfiguration.class).run((context) -> {
			assertThat(context).hasSingleBean(SegmentNaming.class)
				.hasSingleBean(TraceHeaders.class)
				.hasSingleBean(RequestExclusions.class);
			assertThat(context).getBean(SegmentNaming.class)
				.extracting((naming) -> naming.nameOf(TestRequest.to("/")))
				.isEqualTo("users");
			assertThat(context.getBean(TraceHeaders.class).read((name) -> HEADER)).isSameAs(IncomingTrace.NONE);
			assertThat(context.getBean(RequestExclusions.class).isExcluded(TestRequest.to("/secret"))).isFalse();
		});
	}

	@Test
	void asksExclusionsOfUserBesideItsOwn() {
		this.contextRunner.withBean(RequestExclusion.class, () -> (request) -> request.path().equals("/secret"))
			.withPropertyValues("xray.server.exclude-paths=/health/**")
			.run((context) -> {
				RequestExclusions exclusions = context.getBean(RequestExclusions.class);
				assertThat(exclusions.isExcluded(TestRequest.to("/secret"))).isTrue();
				assertThat(exclusions.isExcluded(TestRequest.to("/health/a"))).isTrue();
				assertThat(exclusions.isExcluded(TestRequest.to("/users"))).isFalse();
			});
	}

	@Test
	void namesByProperties() {
		this.contextRunner.withPropertyValues("spring.application.name=app", "xray.recognized-hosts=*.example.com")
			.run((context) -> {
				SegmentNaming naming = context.getBean(SegmentNaming.class);
				assertThat(naming.nameOf(TestRequest.at("localhost"))).isEqualTo("app");
				assertThat(naming.nameOf(TestRequest.at("a.example.com"))).isEqualTo("a.example.com");
			});
		this.contextRunner.withPropertyValues("spring.application.name=app", "xray.name=users")
			.run((context) -> assertThat(context.getBean(SegmentNaming.class).nameOf(TestRequest.to("/")))
				.isEqualTo("users"));
	}

	@Test
	void readsHeadersByProperties() {
		this.contextRunner.run((context) -> assertThat(context.getBean(TraceHeaders.class).read((name) -> HEADER))
			.isNotSameAs(IncomingTrace.NONE));
		this.contextRunner.withPropertyValues("xray.server.trust-incoming=false")
			.run((context) -> assertThat(context.getBean(TraceHeaders.class).read((name) -> HEADER))
				.isSameAs(IncomingTrace.NONE));
		this.contextRunner.withPropertyValues("xray.propagation.consume=w3c")
			.run((context) -> assertThat(context.getBean(TraceHeaders.class).read((name) -> HEADER))
				.isSameAs(IncomingTrace.NONE));
	}

	@Test
	void joinsATraceWithoutHeedingItsDecisionWhereThatIsWanted() {
		this.contextRunner.withPropertyValues("xray.server.trust-incoming=id").run((context) -> {
			IncomingTrace trace = context.getBean(TraceHeaders.class).read((name) -> HEADER);
			assertThat(trace.traceId()).isNotNull();
			assertThat(trace.decision()).isEqualTo(IncomingTrace.Decision.NONE);
		});
	}

	@Test
	void healthChecksAreExcludedUnlessTheListIsEmpty() {
		TestRequest probe = TestRequest.by("kube-probe/1.31");
		this.contextRunner
			.run((context) -> assertThat(context.getBean(RequestExclusions.class).isExcluded(probe)).isTrue());
		this.contextRunner.withPropertyValues("xray.server.exclude-user-agents=")
			.run((context) -> assertThat(context.getBean(RequestExclusions.class).isExcluded(probe)).isFalse());
	}

	@Test
	void failsOnBadPattern() {
		this.contextRunner.withPropertyValues("xray.server.exclude-paths[0]=/health/{")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("such as /health/**"));
	}

	@Test
	void loadsWithoutSpringWeb() {
		this.contextRunner.withPropertyValues("xray.server.exclude-paths=/health/{")
			.withClassLoader(new FilteredClassLoader("org.springframework.web", "org.springframework.http",
					"jakarta.servlet", "org.springframework.boot.webmvc", "org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasSingleBean(RequestExclusions.class)
				.hasSingleBean(SegmentNaming.class)
				.hasSingleBean(UserAgentExclusion.class)
				.doesNotHaveBean(PathPatternExclusion.class)
				.doesNotHaveBean(ActuatorExclusion.class));
	}

	@Test
	void loadsWithoutPathPatterns() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(PathPattern.class))
			.run((context) -> assertThat(context).hasSingleBean(ActuatorExclusion.class)
				.doesNotHaveBean(PathPatternExclusion.class));
	}

	@Test
	void loadsWithoutActuator() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(PathMappedEndpoints.class))
			.run((context) -> assertThat(context).hasSingleBean(PathPatternExclusion.class)
				.doesNotHaveBean(ActuatorExclusion.class));
	}

	@Test
	void loadsWithoutSpringMvc() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(DispatcherServletPath.class))
			.run((context) -> assertThat(
					context.getBean(RequestExclusions.class).isExcluded(TestRequest.to("/actuator/health")))
				.isFalse());
	}

	@Configuration(proxyBeanMethods = false)
	static class UserConfiguration {

		@Bean
		SegmentNaming naming() {
			return (request) -> "users";
		}

		@Bean
		TraceHeaders headers() {
			return new TraceHeaders(false, List.of(), List.of());
		}

		@Bean
		RequestExclusions exclusions(TracingFaults faults) {
			return new RequestExclusions(List.of(), faults);
		}

	}

}
