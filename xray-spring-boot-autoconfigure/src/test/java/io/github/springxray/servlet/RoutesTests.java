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

package io.github.springxray.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.Test;

import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Routes}.
 */
class RoutesTests {

	private static final String REPOSITORY = "org.springframework.data.rest.webmvc.RepositoryRestHandlerMapping"
			+ ".EFFECTIVE_REPOSITORY_RESOURCE_LOOKUP_PATH";

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	@Test
	void aRouteIsThePatternThatMatchedBest() {
		assertThat(Routes.of(this.request)).isNull();
		this.request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/users/{id}");
		assertThat(Routes.of(this.request)).isEqualTo("/users/{id}");
	}

	@Test
	void aRepositoryIsKnownByItsNameAndNotByThePatternOfAll() {
		this.request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/{repository}/{id}");
		this.request.setAttribute(REPOSITORY, PathPatternParser.defaultInstance.parse("/people/{id}"));
		assertThat(Routes.of(this.request)).isEqualTo("/people/{id}");
	}

	@Test
	void whatTheObservationOfSpringSaysWinsOverThePattern() {
		ServerRequestObservationContext context = new ServerRequestObservationContext(this.request,
				new MockHttpServletResponse());
		this.request.setAttribute(ServerHttpObservationFilter.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE, context);
		this.request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/{repository}/{id}");
		assertThat(Routes.of(this.request)).isEqualTo("/{repository}/{id}");
		context.setPathPattern("/orders/{id}");
		assertThat(Routes.of(this.request)).isEqualTo("/orders/{id}");
	}

	@Test
	void whatMatchesEveryPathIsNoRoute() {
		this.request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/**");
		assertThat(Routes.of(this.request)).isNull();
		this.request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/files/**");
		assertThat(Routes.of(this.request)).isEqualTo("/files/**");
	}

	@Test
	void anErrorPageHasNoRouteThatWasAskedFor() {
		this.request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/error");
		this.request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, 404);
		assertThat(Routes.of(this.request)).isNull();
		this.request.removeAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		this.request.setDispatcherType(DispatcherType.ERROR);
		assertThat(Routes.of(this.request)).isNull();
	}

}
