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

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;

import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.support.ErrorPageFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Error pages have the last word on a status, and are a part of the request.
 */
abstract class ErrorPageContract extends SynchronousRequestContract {

	private ConfigurableApplicationContext pages;

	private RecordedTraces recorded;

	@BeforeAll
	void startWithErrorPages() {
		this.pages = run(ErrorPageApplication.class);
		this.recorded = this.pages.getBean(RecordedTraces.class);
	}

	@AfterAll
	void stopWithErrorPages() {
		this.pages.close();
	}

	@AfterEach
	void nothingIsLeftOfErrorPages() {
		this.recorded.assertClean();
		assertThat(this.pages.getBean(TracingFaults.class).counts()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			/send-error/404?page=503,  -,     503, error page,             /send-error/{status}
			/send-error/401,           -,     401, error page,             /send-error/{status}
			/send-error/400?page=200,  -,     200, error page,             /send-error/{status}
			/send-error/500?page=404,  -,     404, error page,             /send-error/{status}
			/send-error/404?page=forward, -,  410, error page+plain page,  /send-error/{status}
			/send-error/403?page=async, -,    403, error page+later,       /send-error/{status}
			/send-error/409,           -,     451, conflict page,          /send-error/{status}
			/nowhere?page=503,         -,     503, error page,             -
			/raw-send-error?page=503,  -,     503, error page,             -
			/raw-send-error,           -,     402, error page,             -
			/raw-dispatch,             -,     451, conflict page,          -
			/raw-later?page=503,       -,     503, error page,             -
			/hello/world?page=503,     401,   503, error page,             -
			/hello/world,              403,   403, error page,             -
			/hello/world,              409,   451, conflict page,          -
			/throw-status?page=503,    -,     451, conflict page,          /throw-status
			""")
	void anErrorThatIsSentHasTheStatusThatTheClientGetsAndTheErrorPageInIt(String path, String filter, int status,
			String subsegments, String route) {
		assertThat(askFor(path, filter).statusCode()).isEqualTo(status);
		RecordedEntity segment = this.recorded.takeSegment();
		assertThat(segment).hasHttpStatus(status).isComplete();
		assertThat(segment.isFault()).isEqualTo(status >= 500);
		assertThat(segment.isError()).isEqualTo(status >= 400 && status < 500);
		hasSubsegments(segment, subsegments);
		assertThat(segment.annotations().get("http_route")).isEqualTo(route);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			/throw?page=418,        -,     418, error page, /throw
			/throw,                 -,     500, error page, /throw
			/throw?page=200,        -,     200, error page, /throw
			/raw-throw?page=503,    -,     503, error page, -
			/hello/world,           throw, 500, error page, -
			/hello/world?page=400,  throw, 400, error page, -
			/hello/world?page=200,  throw, 200, error page, -
			""")
	void anExceptionHasTheStatusOfItsErrorPageAndIsAFault(String path, String filter, int status, String subsegments,
			String route) {
		assertThat(askFor(path, filter).statusCode()).isEqualTo(status);
		RecordedEntity segment = this.recorded.takeSegment();
		assertThat(segment).hasHttpStatus(status).isFault().isComplete();
		assertThat(segment.exceptions()).isNotEmpty();
		hasSubsegments(segment, subsegments);
		assertThat(segment.annotations().get("http_route")).isEqualTo(route);
	}

	@ParameterizedTest
	@CsvSource({ "/send-error/404?page=throw", "/throw?page=throw", "/hello/world?page=throw" })
	void anErrorPageThatFailsIsRecordedOnTheRequest(String path) {
		int status = askFor(path, path.startsWith("/hello") ? "401" : null).statusCode();
		RecordedEntity segment = this.recorded.takeSegment();
		assertThat(segment).hasHttpStatus(status).isFault().hasException(IllegalStateException.class).isComplete();
		hasSubsegments(segment, "error page");
	}

	@ParameterizedTest
	@CsvSource({ "/function/1,/function/{id}", "/nested/a/item/1,/nested/{group}/item/{id}",
			"/several/one,/several/one", "/several/two,/several/{id}", "/forwarding/1,/forwarding/{id}" })
	void theRouteIsThatOfTheHandlerThatWasAskedFor(String path, String route) {
		assertThat(askFor(path, null).statusCode()).isEqualTo(200);
		assertThat(this.recorded.takeSegment()).hasAnnotation("http_route", route);
	}

	@Test
	void anExceptionThatAFilterHandlesIsNoFault() {
		assertThat(askFor("/throw", "swallow").statusCode()).isEqualTo(422);
		assertThat(this.recorded.takeSegment()).hasHttpStatus(422)
			.isError()
			.isNotFault()
			.hasNoException()
			.hasAnnotation("http_route", "/throw");
	}

	@Test
	void anErrorPageThatAWarRendersInAFilterIsPartOfTheSegment() {
		try (ConfigurableApplicationContext context = run(ErrorPageApplication.class, WarErrorPages.class)) {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			assertThat(get(context, "/send-error/404?page=503").statusCode()).isEqualTo(503);
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasHttpStatus(503).isFault().hasAnnotation("http_route", "/send-error/{status}");
			hasSubsegments(segment, "error page");
			assertThat(get(context, "/throw").statusCode()).isEqualTo(500);
			segment = traces.takeSegment();
			assertThat(segment).hasHttpStatus(500)
				.isFault()
				.hasException(IllegalStateException.class)
				.hasAnnotation("http_route", "/throw");
			hasSubsegments(segment, "error page");
			traces.assertClean();
		}
	}

	@Test
	void anErrorPageForARequestWithoutABodyIsPartOfItsSegment() throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.pages.getEnvironment().getProperty("local.server.port")
					+ "/send-error/404?page=503"))
			.method("HEAD", HttpRequest.BodyPublishers.noBody())
			.build();
		assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(503);
		RecordedEntity segment = this.recorded.takeSegment();
		assertThat(segment).hasHttpStatus(503).isFault();
		hasSubsegments(segment, "error page");
	}

	@Test
	void aStatusBelow400ThatIsSentAsAnErrorIsOneRequestToo() {
		assertThat(askFor("/send-error/304", null).statusCode()).isEqualTo(304);
		assertThat(this.recorded.takeSegment()).hasHttpStatus(304).isNotFault().isNotError().isComplete();
	}

	@Test
	void anErrorPageOfARequestThatIsNotRecordedRecordsNothing() {
		assertThat(get(this.pages, "/send-error/404?page=503", "X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Sampled=0")
			.statusCode()).isEqualTo(503);
		assertThat(get(this.pages, "/throw", "X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Sampled=0").statusCode())
			.isEqualTo(500);
	}

	private HttpResponse<String> askFor(String path, String filter) {
		return (filter != null) ? get(this.pages, path, "X-Filter", filter) : get(this.pages, path);
	}

	private static void hasSubsegments(RecordedEntity segment, String names) {
		assertThat(segment.subsegments()).extracting(RecordedEntity::name)
			.containsExactlyElementsOf((names != null) ? Arrays.asList(names.split("\\+")) : List.of());
	}

	@Configuration(proxyBeanMethods = false)
	static class WarErrorPages {

		@Bean
		FilterRegistrationBean<ErrorPageFilter> errorPageFilter() {
			ErrorPageFilter filter = new ErrorPageFilter();
			filter.addErrorPages(new ErrorPage("/error"));
			FilterRegistrationBean<ErrorPageFilter> registration = new FilterRegistrationBean<>(filter);
			registration.setOrder(filter.getOrder());
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
			return registration;
		}

	}

}
