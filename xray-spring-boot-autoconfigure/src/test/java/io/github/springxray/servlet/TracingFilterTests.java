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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.request.ServletWebRequest;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.SegmentNaming;
import io.github.springxray.http.ServerSegments;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.http.XRayServerProperties;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The dispatches of a request, one by one, as a container would make them.
 */
class TracingFilterTests {

	private static final String TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayContextAutoConfiguration.class, XRayAutoConfiguration.class,
				XRayHttpAutoConfiguration.class))
		.withPropertyValues("spring.application.name=dispatches")
		.withBean(RecordedTraces.class, RecordedTraces::new);

	@Test
	void aRequestIsOneSegmentThatIsCurrentWhileItRuns() {
		run((requests) -> {
			requests.request.addHeader("User-Agent", "test/1.0 (https://u:p@a/?password=hunter2)");
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
				assertThat(requests.current()).isNotNull();
				assertThat(response).isInstanceOf(CountingResponse.class);
				request.setAttribute("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern", "/users");
				response.getOutputStream().write(new byte[4]);
			});
			assertThat(requests.response.getHeader("X-Amzn-Trace-Id")).isEqualTo("Root=" + TRACE_ID);
			RecordedEntity segment = requests.recorded();
			assertThat(segment).hasHttpStatus(200).hasHttpMethod("GET").hasUrl("http://localhost/users").isComplete();
			assertThat(segment).hasAnnotation("http_route", "/users");
			assertThat(segment.value("http", "response", "content_length")).isEqualTo(4);
			assertThat(segment.value("http", "request", "client_ip")).isEqualTo("127.0.0.1");
			assertThat((String) segment.value("http", "request", "user_agent")).startsWith("test/1.0")
				.doesNotContain("hunter2");
		});
	}

	@Test
	void aRequestThatIsNotRecordedIsCurrentInAllItsDispatchesAndNothingMoreThanThat() {
		run((requests) -> {
			requests.request.removeHeader("X-Amzn-Trace-Id");
			requests.request.addHeader("X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Sampled=0");
			for (DispatcherType type : new DispatcherType[] { DispatcherType.REQUEST, DispatcherType.ASYNC,
					DispatcherType.ERROR }) {
				requests.dispatch(type, (request, response) -> {
					assertThat(requests.current().getTraceId()).hasToString(TRACE_ID);
					assertThat(RequestTrace.entityOf(request)).isSameAs(requests.current());
					assertThat(response).isSameAs(requests.response);
				});
				assertThat(requests.current()).isNull();
			}
			assertThatIllegalStateException().isThrownBy(() -> requests.dispatch(DispatcherType.REQUEST,
					(request, response) -> requests.throwIllegalState()));
			assertThat(requests.current()).isNull();
			assertThat(RequestTrace.of(requests.request)).isNull();
			assertThat(requests.ends).isEmpty();
			assertThat(requests.response.getHeader("X-Amzn-Trace-Id")).isEqualTo("Root=" + TRACE_ID);
		});
	}

	@ParameterizedTest
	@CsvSource({ "Mozilla/5.0 (X11),Mozilla/5.0 (X11)", "a@b,a@b", "' '," })
	void aUserAgentWithoutASecretIsRecordedAsItIs(String sent, String expected) {
		run((requests) -> {
			requests.request.addHeader("User-Agent", sent);
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
			});
			assertThat(requests.recorded().value("http", "request", "user_agent")).isEqualTo(expected);
		});
	}

	@ParameterizedTest
	@CsvSource({ "http://u:hunter2@a", "password=hunter2", "http://a/?token=hunter2" })
	void aSecretInAUserAgentIsNotRecorded(String sent) {
		run((requests) -> {
			requests.request.addHeader("User-Agent", sent);
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
			});
			assertThat(requests.recorded().json()).doesNotContain("hunter2");
		});
	}

	@Test
	void whatIsNotToBeRecordedOrAnsweredIsNot() {
		run((requests) -> {
			requests.request.addHeader("User-Agent", "test");
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
			});
			assertThat(requests.response.getHeader("X-Amzn-Trace-Id")).isNull();
			assertThat(requests.recorded().value("http", "request", "client_ip")).isNull();
		}, "xray.server.response-header=false", "xray.server.record-client-ip=false");
	}

	@Test
	void whoAsksForTheDecisionIsToldOfIt() {
		run((requests) -> {
			requests.request.removeHeader("X-Amzn-Trace-Id");
			requests.request.addHeader("X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Sampled=?");
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
			});
			assertThat(requests.response.getHeader("X-Amzn-Trace-Id")).startsWith("Root=" + TRACE_ID + ";Sampled=");
			requests.clear();
		});
	}

	@Test
	void anExcludedRequestIsSilentAndHasItsOwnResponse() {
		run((requests) -> {
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
				assertThat(response).isSameAs(requests.response);
				assertThat(requests.tracing.getBean(Subsegments.class).begin("silent").entity()).isNull();
			});
			assertThat(requests.ends).isEmpty();
			assertThat(requests.response.getHeader("X-Amzn-Trace-Id")).isNull();
		}, "xray.server.exclude-paths=/users");
	}

	@ParameterizedTest
	@CsvSource({ "FORWARD", "INCLUDE", "ASYNC", "ERROR" })
	void onlyARequestBeginsATrace(DispatcherType type) {
		run((requests) -> {
			AtomicReference<HttpServletResponse> seen = new AtomicReference<>();
			requests.dispatch(type, (request, response) -> {
				seen.set(response);
				assertThat(requests.current()).isNull();
			});
			assertThat(seen).hasValue(requests.response);
		});
	}

	@Test
	void whatLeavesTheApplicationIsRecordedWithoutTheWrappingOfTheContainer() {
		run((requests) -> {
			IllegalArgumentException cause = new IllegalArgumentException("cause");
			assertThatThrownBy(() -> requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
				throw new ServletException(cause);
			})).hasCause(cause);
			RecordedEntity segment = requests.recorded();
			assertThat(segment).isFault().hasHttpStatus(500);
			assertThat(segment.exceptions().get(0).type()).isEqualTo(IllegalArgumentException.class.getName());
		});
		run((requests) -> {
			assertThatThrownBy(() -> requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
				throw new ServletException("own");
			})).hasMessage("own");
			assertThat(requests.recorded().exceptions().get(0).type()).isEqualTo(ServletException.class.getName());
		});
		run((requests) -> {
			assertThatIllegalStateException()
				.isThrownBy(() -> requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
					throw new IllegalStateException(new IllegalArgumentException());
				}));
			assertThat(requests.recorded().exceptions().get(0).type()).isEqualTo(IllegalStateException.class.getName());
		});
	}

	@Test
	void anExceptionThatWasHandledIsRecordedBehindAFault() {
		run((requests) -> {
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
				request.setAttribute("org.springframework.web.servlet.DispatcherServlet.EXCEPTION",
						new IllegalArgumentException("handled"));
				response.setStatus(503);
			});
			assertThat(requests.recorded()).isFault().hasHttpStatus(503).hasException(IllegalArgumentException.class);
		});
	}

	@Test
	void theStatusThatHasLeftStandsWhateverComesAfterIt() {
		run((requests) -> {
			assertThatIllegalStateException()
				.isThrownBy(() -> requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
					response.setStatus(202);
					response.flushBuffer();
					throw new IllegalStateException("too late");
				}));
			assertThat(requests.recorded()).hasHttpStatus(202).isFault();
		});
	}

	@Test
	void theStatusThatHasLeftStandsWhateverTheContainerMakesOfAnException() {
		run((requests) -> {
			requests.listen();
			assertThatIllegalStateException()
				.isThrownBy(() -> requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
					response.setStatus(202);
					response.flushBuffer();
					throw new IllegalStateException("too late");
				}));
			requests.response.setCommitted(false);
			requests.response.setStatus(500);
			requests.destroy("Apache Tomcat");
			assertThat(requests.recorded()).hasHttpStatus(202);
		});
	}

	@ParameterizedTest
	@CsvSource({ "304", "404" })
	void anErrorThatWasSentHasNotLeftYet(int status) {
		run((requests) -> {
			requests.listen();
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> response.sendError(status));
			assertThat(requests.trace().isEnded()).isFalse();
			requests.response.setCommitted(false);
			requests.response.setStatus(451);
			requests.destroy("Apache Tomcat");
			assertThat(requests.recorded()).hasHttpStatus(451);
		});
	}

	@Test
	void anErrorPageThatReplacesWhatHadSeemedToLeaveHasTheLastWord() {
		run((requests) -> {
			requests.listen();
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
				response.setStatus(404);
				response.flushBuffer();
			});
			requests.response.setCommitted(false);
			requests.dispatch(DispatcherType.ERROR, (request, response) -> response.setStatus(503));
			requests.destroy("Apache Tomcat");
			assertThat(requests.recorded()).hasHttpStatus(503).isFault();
		});
	}

	@Test
	void aTimeoutAfterWhichTheApplicationIsDispatchedToIsNoFault() {
		run((requests) -> {
			requests.startAsync();
			requests.asyncListener().onTimeout(requests.event(null));
			requests.request.setAsyncStarted(false);
			requests.dispatch(DispatcherType.ASYNC, (request, response) -> {
			});
			assertThat(requests.recorded()).isNotFault().hasAnnotation("async_timeout", true);
		});
	}

	@Test
	void aNamingThatFailsCostsTheTraceAndNotTheRequest() {
		this.contextRunner.withBean("failing", SegmentNaming.class, () -> (request) -> {
			throw new IllegalStateException("naming");
		}).run((context) -> {
			Requests requests = new Requests(context, false);
			AtomicReference<HttpServletResponse> seen = new AtomicReference<>();
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> seen.set(response));
			assertThat(seen).hasValue(requests.response);
			assertThat(context.getBean(TracingFaults.class).counts()).hasSize(1);
			context.getBean(RecordedTraces.class).assertClean();
		});
	}

	@Test
	void theSegmentIsNamedAndSampledByWhatTheRequestSays() {
		List<SamplingRequest> asked = new ArrayList<>();
		this.contextRunner.withBean("own", SegmentNaming.class, () -> (request) -> "named " + request.path())
			.withBean(SamplingStrategy.class, () -> new AskedStrategy(asked))
			.run((context) -> {
				Requests requests = new Requests(context, false);
				requests.request.removeHeader("X-Amzn-Trace-Id");
				requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
				});
				assertThat(requests.recorded().name()).isEqualTo("named /users");
				assertThat(asked).singleElement().satisfies((request) -> {
					assertThat(request.getService()).contains("named /users");
					assertThat(request.getUrl()).contains("/users");
					assertThat(request.getMethod()).contains("GET");
					assertThat(request.getHost()).contains("localhost");
				});
			});
	}

	@Test
	void aCopyOfAHeaderThatCameInIsKnownAsOne() {
		run((requests) -> {
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
				Entity current = requests.current();
				assertThat(
						requests.tracing.getBean(TraceHeaders.class).isOwn(current, "Root=" + TRACE_ID + ";Sampled=1"))
					.isFalse();
				assertThat(
						requests.tracing.getBean(TraceHeaders.class).isOwn(current, "Root=" + TRACE_ID + ";Sampled=0"))
					.isTrue();
				assertThat(requests.tracing.getBean(TraceHeaders.class).isOwn(current, null)).isFalse();
			});
			requests.recorded();
		});
	}

	@Test
	void anErrorPageIsPartOfTheRequestAndHasTheLastWord() {
		run((requests) -> {
			requests.listen();
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> response.sendError(404));
			assertThat(requests.trace().isEnded()).isFalse();
			assertThat(requests.current()).isNull();
			requests.response.setCommitted(false);
			requests.dispatch(DispatcherType.ERROR, (request, response) -> {
				assertThat(requests.current()).isSameAs(requests.trace().scope().entity());
				response.setStatus(503);
			});
			assertThat(requests.current()).isNull();
			requests.destroy("Apache Tomcat");
			assertThat(requests.recorded()).isFault().hasHttpStatus(503);
		});
	}

	@Test
	void anErrorPageThatFailsIsRecorded() {
		run((requests) -> {
			requests.listen();
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> response.setStatus(404));
			assertThatIllegalStateException()
				.isThrownBy(() -> requests.dispatch(DispatcherType.ERROR, (request, response) -> {
					throw new IllegalStateException("page");
				}));
			requests.destroy("jetty/12");
			assertThat(requests.recorded()).hasHttpStatus(404).hasException(IllegalStateException.class);
		});
	}

	@Test
	void aRequestThatIsPassedOnWithinItselfDoesNotEndTwice() {
		run((requests) -> {
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
				requests.filter.doFilter(request, response, (again, same) -> {
					assertThat(same).isSameAs(response);
					assertThat(requests.current()).isNotNull();
				});
				assertThat(requests.trace().isEnded()).isFalse();
				assertThat(requests.current()).isNotNull();
			});
			assertThat(requests.recorded()).hasHttpStatus(200);
		});
	}

	@ParameterizedTest
	@CsvSource({ "jetty/12,500", "Apache Tomcat/11,200" })
	void anExceptionBecomesAStatusLaterWhereTheContainerIsJetty(String server, int status) {
		run((requests) -> {
			requests.listen();
			assertThatIllegalStateException()
				.isThrownBy(() -> requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
					throw new IllegalStateException();
				}));
			assertThat(requests.trace().isEnded()).isFalse();
			requests.destroy(server);
			assertThat(requests.recorded()).hasHttpStatus(status).isFault();
		});
	}

	@Test
	void whereTheContainerIsKnownItSaysWhenARequestEnds() {
		run((requests) -> {
			requests.known = true;
			requests.listen();
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> response.setStatus(500));
			requests.destroy("Apache Tomcat");
			assertThat(requests.ends).containsExactly("begin", "watch");
			assertThat(requests.trace().isEnded()).isFalse();
			requests.trace().end();
			requests.trace().end();
			assertThat(requests.recorded()).isFault();
		});
	}

	@Test
	void anAsynchronousRequestEndsWhenTheContainerSaysSo() {
		run((requests) -> {
			requests.startAsync();
			assertThat(requests.ends).containsExactly("begin", "watch");
			requests.destroy("Apache Tomcat");
			assertThat(requests.trace().isEnded()).isFalse();
			requests.request.setAsyncStarted(false);
			requests.dispatch(DispatcherType.ASYNC, (request, response) -> {
				assertThat(requests.current()).isNotNull();
				assertThat(response).isNotInstanceOf(HeldResponse.class);
				response.setStatus(404);
			});
			assertThat(requests.current()).isNull();
			assertThat(requests.recorded()).hasHttpStatus(404).isError();
		});
	}

	@ParameterizedTest
	@CsvSource({ "200,false,true", "404,false,true", "404,true,false", "200,true,true" })
	void aCompleteRequestWaitsForItsErrorPageWhereTheContainerIsKnown(int status, boolean known, boolean ended) {
		run((requests) -> {
			requests.startAsync();
			requests.known = known;
			requests.response.setStatus(status);
			requests.asyncListener().onComplete(requests.event(null));
			assertThat(requests.trace().isEnded()).isEqualTo(ended);
			requests.trace().end();
			assertThat(requests.recorded()).hasHttpStatus(status);
		});
	}

	@Test
	void anErrorOfAnAsynchronousRequestIsRecordedAndAClientThatIsGoneEndsIt() {
		run((requests) -> {
			requests.startAsync();
			requests.asyncListener().onError(requests.event(null));
			requests.asyncListener().onError(requests.event(new IllegalStateException("later")));
			assertThat(requests.trace().isEnded()).isFalse();
			requests.trace().end();
			assertThat(requests.recorded()).isFault().hasException(IllegalStateException.class);
		});
		run((requests) -> {
			requests.startAsync();
			requests.asyncListener().onError(requests.event(new IOException("Broken pipe")));
			assertThat(requests.trace().isEnded()).isTrue();
			assertThat(requests.recorded()).isError().isNotFault().hasNoException();
		});
	}

	@Test
	void anExceptionThatCausedATimeoutIsRecordedBehindAFault() {
		run((requests) -> {
			requests.startAsync();
			requests.asyncListener().onTimeout(requests.event(new IllegalArgumentException("slow")));
			requests.response.setStatus(503);
			requests.trace().end();
			assertThat(requests.recorded()).isFault().hasException(IllegalArgumentException.class);
		});
	}

	@Test
	void aClientThatLeavesEndsAnAsynchronousRequestBetweenItsDispatches() {
		run((requests) -> {
			requests.startAsync();
			requests.trace().clientMayHaveLeft(new IOException("disk full"));
			assertThat(requests.trace().isEnded()).isFalse();
			requests.trace().clientMayHaveLeft(new IOException("Broken pipe"));
			assertThat(requests.trace().isEnded()).isTrue();
			assertThat(requests.recorded()).isError().hasAnnotation("client_disconnected", true);
		});
	}

	@Test
	void aClientThatLeavesWithinADispatchEndsTheRequestAfterIt() {
		run((requests) -> {
			requests.request.setAsyncSupported(true);
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
				request.startAsync();
				requests.trace().clientMayHaveLeft(new IOException("Broken pipe"));
				assertThat(requests.trace().isEnded()).isFalse();
			});
			assertThat(requests.trace().isEnded()).isTrue();
			assertThat(requests.ends).containsExactly("begin");
			assertThat(requests.recorded()).isError();
		});
		run((requests) -> {
			requests.startAsync();
			requests.dispatch(DispatcherType.ASYNC, (request, response) -> {
				requests.trace().clientMayHaveLeft(new IOException("Broken pipe"));
				assertThat(requests.trace().isEnded()).isFalse();
			});
			assertThat(requests.recorded()).isError();
		});
	}

	@ParameterizedTest
	@CsvSource({ "true,", "false,5" })
	void bytesAreNotCountedWhereTheApplicationHasTheContainersResponse(boolean original, Integer length) {
		run((requests) -> {
			requests.request.setAsyncSupported(true);
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
				response.getOutputStream().write(new byte[5]);
				request.startAsync(request, original ? requests.response : response);
			});
			requests.trace().end();
			assertThat(requests.recorded().value("http", "response", "content_length")).isEqualTo(length);
		});
	}

	@Test
	void bytesAreNotCountedOnceAnErrorPageBegins() {
		run((requests) -> {
			requests.listen();
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
				response.getOutputStream().write(new byte[5]);
				response.setStatus(404);
			});
			requests.dispatch(DispatcherType.ERROR, (request, response) -> {
			});
			requests.destroy("Apache Tomcat");
			assertThat(requests.recorded().value("http", "response", "content_length")).isNull();
		});
	}

	@Test
	void aContainerThatTakesNoListenerEndsTheRequestAtOnce() {
		this.contextRunner.run((context) -> {
			Requests requests = new Requests(context, false);
			requests.request.setAsyncSupported(true);
			requests.dispatch(DispatcherType.REQUEST,
					(request, response) -> requests.request.setAsyncContext(new MockAsyncContext(request, response) {

						@Override
						public void addListener(AsyncListener listener) {
							throw new IllegalStateException("too late");
						}

					}), () -> requests.request.setAsyncStarted(true));
			assertThat(requests.trace().isEnded()).isTrue();
			requests.recorded();
			assertThat(context.getBean(TracingFaults.class).counts()).hasSize(1);
		});
	}

	@Test
	void inLambdaAResponseThatIsFlushedInItsDispatchEndsTheRequestBeforeItLeaves() {
		this.contextRunner.run((context) -> {
			Requests requests = new Requests(context, true);
			requests.startAsync();
			requests.dispatch(DispatcherType.ASYNC, (request, response) -> {
				assertThat(response).isInstanceOf(HeldResponse.class);
				response.setStatus(201);
				response.flushBuffer();
				assertThat(requests.response.isCommitted()).isFalse();
			});
			assertThat(requests.trace().isEnded()).isTrue();
			assertThat(requests.response.isCommitted()).isTrue();
			assertThat(requests.recorded()).hasHttpStatus(201);
		});
	}

	@Test
	void inLambdaAResponseThatIsNotFlushedIsNotComplete() {
		this.contextRunner.run((context) -> {
			Requests requests = new Requests(context, true);
			requests.startAsync();
			requests.dispatch(DispatcherType.ASYNC, (request, response) -> {
			});
			assertThat(requests.trace().isEnded()).isFalse();
			requests.dispatch(DispatcherType.ERROR,
					(request, response) -> assertThat(response).isNotInstanceOf(HeldResponse.class));
			requests.trace().end();
			requests.recorded();
		});
	}

	@ParameterizedTest
	@CsvSource({ "false,false", "true,true" })
	void whatAHandlerThrowsMayBeHandledByAFilterButInLambda(boolean lambda, boolean failed) {
		run((requests) -> {
			TracingHandlerInterceptor interceptor = new TracingHandlerInterceptor(
					requests.tracing.getBean(Subsegments.class), lambda);
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
				request.setAttribute("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern", "/{x}");
				assertThat(interceptor.preHandle(requests.request, response, "handler")).isTrue();
				request.setAttribute("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern", "/other");
				interceptor.afterCompletion(requests.request, response, "handler", new IllegalStateException());
			});
			RecordedEntity segment = requests.recorded();
			assertThat(segment.isFault()).isEqualTo(failed);
			assertThat(segment.exceptions().isEmpty()).isEqualTo(!failed);
			assertThat(segment).hasAnnotation("http_route", "/{x}");
		});
	}

	@Test
	void whatIsNoRequestOfOursIsLeftAlone() {
		run((requests) -> {
			TracingHandlerInterceptor interceptor = new TracingHandlerInterceptor(
					requests.tracing.getBean(Subsegments.class), true);
			assertThat(interceptor.preHandle(requests.request, requests.response, "handler")).isTrue();
			interceptor.afterCompletion(requests.request, requests.response, "handler", new IllegalStateException());
			requests.destroy("Apache Tomcat");
			TracingCallableInterceptor callables = new TracingCallableInterceptor(
					requests.tracing.getBean(Subsegments.class));
			callables.preProcess(new ServletWebRequest(requests.request), () -> "task");
			callables.postProcess(new ServletWebRequest(requests.request), () -> "task", "result");
			assertThat(requests.current()).isNull();
		});
	}

	@Test
	void theSegmentIsCurrentWhileATaskOfTheRequestRuns() {
		run((requests) -> {
			TracingCallableInterceptor callables = new TracingCallableInterceptor(
					requests.tracing.getBean(Subsegments.class));
			requests.startAsync();
			ServletWebRequest task = new ServletWebRequest(requests.request);
			callables.preProcess(task, () -> "task");
			assertThat(requests.current()).isSameAs(requests.trace().scope().entity());
			callables.postProcess(task, () -> "task", "result");
			assertThat(requests.current()).isNull();
			callables.postProcess(task, () -> "task", "result");
			requests.trace().end();
			requests.recorded();
		});
	}

	@Test
	void theUserIsThatOfTheRequest() {
		run((requests) -> {
			AtomicReference<ServletRequest> seen = new AtomicReference<>();
			UserRecordingFilter users = new UserRecordingFilter(requests.tracing.getBean(Subsegments.class));
			requests.dispatch(DispatcherType.REQUEST, (request, response) -> {
				users.doFilter(request, response, (same, any) -> seen.set(same));
				assertThat(seen).hasValue(request);
				requests.request.setUserPrincipal(() -> null);
				users.doFilter(request, response, (same, any) -> {
				});
				requests.request.setUserPrincipal(() -> "ada");
				users.doFilter(request, response, (same, any) -> {
				});
			});
			assertThat(requests.recorded().user()).isEqualTo("ada");
			seen.set(null);
			users.doFilter(requests.request, requests.response, (same, any) -> seen.set(same));
			assertThat(seen).hasValue(requests.request);
		});
	}

	private void run(RequestTest test, String... properties) {
		this.contextRunner.withPropertyValues(properties).run((context) -> {
			assertThat(context).hasNotFailed();
			test.run(new Requests(context, false));
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
			context.getBean(RecordedTraces.class).assertClean();
		});
	}

	@FunctionalInterface
	private interface RequestTest {

		void run(Requests requests) throws Exception;

	}

	@FunctionalInterface
	private interface Handler {

		void handle(ServletRequest request, HttpServletResponse response) throws IOException, ServletException;

	}

	private record AskedStrategy(List<SamplingRequest> asked) implements SamplingStrategy {

		@Override
		public SamplingResponse shouldTrace(SamplingRequest request) {
			this.asked.add(request);
			return new SamplingResponse(true, "test");
		}

		@Override
		public boolean isForcedSamplingSupported() {
			return false;
		}

	}

	/**
	 * One request and its container.
	 */
	private static final class Requests implements RequestEnds {

		private final ApplicationContext tracing;

		private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/users");

		private final MockHttpServletResponse response = new MockHttpServletResponse();

		private final List<String> ends = new ArrayList<>();

		private final TracingFilter filter;

		private boolean known;

		Requests(ApplicationContext context, boolean lambda) {
			this.tracing = context;
			this.request.setServletPath("/users");
			this.request.addHeader("X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Sampled=1");
			RequestTraceFactory traces = new RequestTraceFactory(context.getBean(AWSXRayRecorder.class),
					context.getBean(ServerSegments.class), context.getBean(Subsegments.class),
					context.getBean(XRayServerProperties.class));
			this.filter = new TracingFilter(traces, context.getBean(Segments.class), context.getBean(Subsegments.class),
					RequestEnds.of(List.of(this)), lambda);
		}

		@Override
		public void begin(ServletRequest request, RequestTrace trace) {
			this.ends.add("begin");
		}

		@Override
		public boolean watch(ServletRequest request, RequestTrace trace) {
			this.ends.add("watch");
			return this.known;
		}

		void dispatch(DispatcherType type, Handler handler, Runnable... after) throws IOException, ServletException {
			this.request.setDispatcherType(type);
			FilterChain chain = (req, res) -> {
				handler.handle(req, (HttpServletResponse) res);
				for (Runnable each : after) {
					each.run();
				}
			};
			this.filter.doFilter(this.request, this.response, chain);
		}

		void startAsync() throws IOException, ServletException {
			this.request.setAsyncSupported(true);
			dispatch(DispatcherType.REQUEST, (request, response) -> request.startAsync(request, response));
			assertThat(trace().isAsync()).isTrue();
		}

		AsyncListener asyncListener() {
			return ((MockAsyncContext) this.request.getAsyncContext()).getListeners().get(0);
		}

		AsyncEvent event(Throwable failure) {
			return new AsyncEvent(this.request.getAsyncContext(), failure);
		}

		void listen() {
			new TracingRequestListener(this)
				.requestInitialized(new ServletRequestEvent(new MockServletContext(), this.request));
		}

		void destroy(String server) {
			new TracingRequestListener(this).requestDestroyed(new ServletRequestEvent(new MockServletContext() {

				@Override
				public String getServerInfo() {
					return server;
				}

			}, this.request));
		}

		void throwIllegalState() {
			throw new IllegalStateException("expected");
		}

		RequestTrace trace() {
			RequestTrace trace = RequestTrace.of(this.request);
			assertThat(trace).isNotNull();
			return trace;
		}

		Entity current() {
			return this.tracing.getBean(AWSXRayRecorder.class).getTraceEntity();
		}

		RecordedEntity recorded() {
			return this.tracing.getBean(RecordedTraces.class).takeSegment();
		}

		void clear() {
			this.tracing.getBean(RecordedTraces.class).clear();
		}

	}

}
