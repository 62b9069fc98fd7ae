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

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.ExposableEndpoint;
import org.springframework.boot.actuate.endpoint.Operation;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;

import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ActuatorExclusion} with the endpoints of the actuator.
 */
class ActuatorExclusionTests {

	private static final String EXPOSE_ALL = "management.endpoints.web.exposure.include=*";

	private static final String BASE_IS_ROOT = "management.endpoints.web.base-path=/";

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withBean(TracingFaults.class)
		.withConfiguration(AutoConfigurations.of(XRayHttpAutoConfiguration.class, EndpointAutoConfiguration.class,
				WebEndpointAutoConfiguration.class, InfoEndpointAutoConfiguration.class,
				HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class,
				HealthEndpointAutoConfiguration.class, DispatcherServletAutoConfiguration.class));

	@Test
	void excludesEndpointsAndTheirList() {
		properties(EXPOSE_ALL).run(excludes("/actuator", "/actuator/", "/actuator/health", "/actuator/health/",
				"/actuator/health/db", "/actuator/info"));
	}

	@Test
	void tracesWhatMerelyLooksLikeAnEndpoint() {
		properties(EXPOSE_ALL).run(traces("/", "/actuatorial", "/actuator/healthy", "/actuator/mine", "/health",
				"/users/actuator/health"));
	}

	@Test
	void tracesEndpointsThatAreNotExposed() {
		this.contextRunner.run(excludes("/actuator/health"));
		this.contextRunner.run(traces("/actuator/info"));
	}

	@Test
	void respectsBasePathAndMappedPaths() {
		WebApplicationContextRunner mapped = properties(EXPOSE_ALL, "management.endpoints.web.base-path=/manage",
				"management.endpoints.web.path-mapping.health=status/health");
		mapped.run(excludes("/manage", "/manage/status/health", "/manage/status/health/db", "/manage/info"));
		mapped.run(traces("/actuator", "/actuator/info", "/manage/health", "/manage/status"));
	}

	@Test
	void excludesOnlyEndpointsThemselvesWhereBasePathIsRoot() {
		properties(EXPOSE_ALL, BASE_IS_ROOT).run(excludes("/health", "/health/db", "/info"));
		properties(EXPOSE_ALL, BASE_IS_ROOT).run(traces("/", "/users", "/healthy", "/actuator/health"));
	}

	@Test
	void doesNotExcludeTheWholeApplicationWhereAnEndpointIsMappedToTheRoot() {
		PathMappedEndpoints endpoints = new PathMappedEndpoints("", () -> List.of(new RootEndpoint()));
		ActuatorExclusion exclusion = new ActuatorExclusion(() -> endpoints, () -> "/mvc", true);
		assertThat(exclusion.isExcluded(TestRequest.to("/mvc"))).isTrue();
		assertThat(exclusion.isExcluded(TestRequest.to("/mvc/"))).isTrue();
		assertThat(exclusion.isExcluded(TestRequest.to("/mvc/users"))).isFalse();
	}

	@Test
	void excludesAdditionalPathsOfTheApplicationsServer() {
		WebApplicationContextRunner additional = properties("management.endpoint.health.group.live.include=*",
				"management.endpoint.health.group.live.additional-path=server:/livez");
		additional.run(excludes("/livez", "/actuator/health/live"));
		additional.run(traces("/livezz"));
	}

	@Test
	void tracesThePathsOfTheActuatorWhereItHasItsOwnPort() {
		WebApplicationContextRunner ownPort = properties(EXPOSE_ALL, "management.server.port=0",
				"management.endpoint.health.group.live.include=*",
				"management.endpoint.health.group.live.additional-path=server:/livez");
		ownPort.run(traces("/actuator", "/actuator/health", "/actuator/info"));
		ownPort.run(excludes("/livez"));
	}

	@Test
	void respectsPathOfTheDispatcherServlet() {
		WebApplicationContextRunner servlet = properties(EXPOSE_ALL, "spring.mvc.servlet.path=/mvc");
		servlet.run(excludes("/mvc/actuator", "/mvc/actuator/health/db"));
		servlet.run(traces("/actuator", "/actuator/health", "/mvc"));
	}

	@Test
	void excludesEndpointsWithoutSpringMvc() {
		properties(EXPOSE_ALL).withClassLoader(new FilteredClassLoader(DispatcherServletPath.class))
			.run(excludes("/actuator/health"));
	}

	@Test
	void tracesActuatorOnDemand() {
		properties(EXPOSE_ALL, "xray.server.include-actuator=true").run(traces("/actuator", "/actuator/health"));
	}

	@Test
	void looksEndpointsUpWithTheFirstRequestOnly() {
		this.contextRunner.withBean(PathMappedEndpoints.class, () -> {
			throw new IllegalStateException("too early");
		})
			.withInitializer((context) -> context.addBeanFactoryPostProcessor(
					(factory) -> factory.getBeanDefinition(factory.getBeanNamesForType(PathMappedEndpoints.class)[0])
						.setLazyInit(true)))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(RequestExclusions.class).isExcluded(TestRequest.to("/actuator"))).isFalse();
				assertThat(context.getBean(TracingFaults.class).counts()).containsKey("excluding a request");
			});
	}

	private WebApplicationContextRunner properties(String... properties) {
		return this.contextRunner.withPropertyValues(properties);
	}

	private static ContextConsumer<AssertableWebApplicationContext> excludes(String... paths) {
		return (context) -> {
			RequestExclusions exclusions = context.getBean(RequestExclusions.class);
			assertThat(Arrays.asList(paths)).allMatch((path) -> exclusions.isExcluded(TestRequest.to(path)));
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
		};
	}

	private static ContextConsumer<AssertableWebApplicationContext> traces(String... paths) {
		return (context) -> {
			RequestExclusions exclusions = context.getBean(RequestExclusions.class);
			assertThat(Arrays.asList(paths)).noneMatch((path) -> exclusions.isExcluded(TestRequest.to(path)));
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
		};
	}

	static class RootEndpoint implements ExposableEndpoint<Operation>, PathMappedEndpoint {

		@Override
		public EndpointId getEndpointId() {
			return EndpointId.of("root");
		}

		@Override
		public Access getDefaultAccess() {
			return Access.UNRESTRICTED;
		}

		@Override
		public Collection<Operation> getOperations() {
			return List.of();
		}

		@Override
		public String getRootPath() {
			return "/";
		}

	}

}
