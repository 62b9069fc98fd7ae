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

package io.github.springxray.grpc;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ApplicationContext;
import org.springframework.grpc.client.GlobalClientInterceptor;
import org.springframework.grpc.server.GlobalServerInterceptor;

import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is recorded of calls of gRPC, by the server and by the client.
 */
class GrpcTracingTests {

	private static final String SECRET = "grace@example.com";

	private static final MethodDescriptor<String, String> GET = GrpcRunner.method(MethodType.UNARY, GrpcRunner.SERVICE,
			"Get");

	private static final MethodDescriptor<String, String> LIST = GrpcRunner.method(MethodType.SERVER_STREAMING,
			GrpcRunner.SERVICE, "List");

	private static final MethodDescriptor<String, String> CHAT = GrpcRunner.method(MethodType.BIDI_STREAMING,
			GrpcRunner.SERVICE, "Chat");

	@Test
	void aCallIsASubsegmentOfTheClientAndASegmentOfTheServerInOneTrace() {
		run(GET, (request, response) -> {
			AWSXRay.createSubsegment("work", () -> {
			});
			response.onNext("order of " + request);
			response.onCompleted();
		}, (grpc, traces) -> {
			Segment caller = AWSXRay.beginSegment("caller");
			assertThat(ClientCalls.blockingUnaryCall(grpc.channel(), GET, CallOptions.DEFAULT, SECRET))
				.isEqualTo("order of " + SECRET);
			AWSXRay.endSegment();
			RecordedEntity client = traces.takeSegment("caller");
			RecordedEntity server = traces.takeSegment("orders");
			RecordedEntity call = client.subsegments().get(0);
			assertThat(call).isComplete()
				.hasNamespace("remote")
				.hasAnnotation("route", "/shop.Orders/Get")
				.hasAnnotation("grpc_status", "OK")
				.hasHttpMethod("POST")
				.isNotFault()
				.isNotError();
			assertThat(call.value("http", "request", "traced")).isEqualTo(true);
			assertThat(server).isComplete()
				.hasTraceId(caller.getTraceId().toString())
				.hasParentId(call.id())
				.hasAnnotation("http_route", "/shop.Orders/Get")
				.hasAnnotation("grpc_status", "OK")
				.hasSubsegmentsExactly("work");
			assertThat(client.json() + server.json()).doesNotContain(SECRET);
		});
	}

	@ParameterizedTest
	@CsvSource({ "INVALID_ARGUMENT, true, false, false", "NOT_FOUND, true, false, false",
			"UNAUTHENTICATED, true, false, false", "RESOURCE_EXHAUSTED, true, true, false",
			"UNAVAILABLE, false, false, true", "INTERNAL, false, false, true", "UNKNOWN, false, false, true",
			"DEADLINE_EXCEEDED, false, false, true", "UNIMPLEMENTED, false, false, true",
			"DATA_LOSS, false, false, true", "ABORTED, true, false, false" })
	void aStatusIsAnErrorAThrottleOrAFault(Status.Code code, boolean error, boolean throttle, boolean fault) {
		run(GET, (request, response) -> response
			.onError(Status.fromCode(code).withDescription(SECRET).asRuntimeException()), (grpc, traces) -> {
				AWSXRay.beginSegment("caller");
				assertThatExceptionOfType(StatusRuntimeException.class)
					.isThrownBy(() -> ClientCalls.blockingUnaryCall(grpc.channel(), GET, CallOptions.DEFAULT, "x"));
				AWSXRay.endSegment();
				RecordedEntity call = traces.takeSegment("caller").subsegments().get(0);
				for (RecordedEntity entity : List.of(call, traces.takeSegment("orders"))) {
					assertThat(entity).hasAnnotation("grpc_status", code.name());
					assertThat(entity.isError()).isEqualTo(error);
					assertThat(entity.isThrottle()).isEqualTo(throttle);
					assertThat(entity.isFault()).isEqualTo(fault);
					assertThat(entity.json()).doesNotContain(SECRET);
				}
			});
	}

	@Test
	void anExceptionOfTheServiceIsRecordedOnItsSegment() {
		run(GET, (request, response) -> {
			throw new IllegalStateException("no stock");
		}, (grpc, traces) -> {
			assertThatExceptionOfType(StatusRuntimeException.class)
				.isThrownBy(() -> ClientCalls.blockingUnaryCall(grpc.plain(), GET, CallOptions.DEFAULT, "x"));
			assertThat(traces.takeSegment("orders")).isFault()
				.hasException(IllegalStateException.class)
				.hasAnnotation("grpc_status", "UNKNOWN");
		});
	}

	@Test
	void aStreamEndsOnceAndWithTheLastMessage() {
		run(LIST, (request, response) -> {
			for (int i = 0; i < 5; i++) {
				response.onNext("order " + i);
			}
			response.onCompleted();
		}, (grpc, traces) -> {
			AWSXRay.beginSegment("caller");
			List<String> orders = new ArrayList<>();
			Iterator<String> answer = ClientCalls.blockingServerStreamingCall(grpc.channel(), LIST, CallOptions.DEFAULT,
					"x");
			answer.forEachRemaining(orders::add);
			AWSXRay.endSegment();
			assertThat(orders).hasSize(5);
			assertThat(traces.takeSegment("caller")).hasSubsegmentsExactly("localhost");
			assertThat(traces.takeSegment("orders")).isComplete().hasAnnotation("grpc_status", "OK");
			traces.assertNoneLeft();
		});
	}

	@Test
	void theSegmentIsCurrentInEachCallbackAndOnNoThreadInBetween() {
		BlockingQueue<String> current = new LinkedBlockingQueue<>();
		runBidirectional((response) -> new StreamObserver<>() {

			@Override
			public void onNext(String message) {
				current.add(nameOf(AWSXRay.getTraceEntity()));
				response.onNext(message);
			}

			@Override
			public void onError(Throwable failure) {
				current.add(nameOf(AWSXRay.getTraceEntity()));
			}

			@Override
			public void onCompleted() {
				current.add(nameOf(AWSXRay.getTraceEntity()));
				response.onCompleted();
			}

		}, (grpc, traces) -> {
			CountDownLatch done = new CountDownLatch(1);
			StreamObserver<String> requests = ClientCalls
				.asyncBidiStreamingCall(grpc.plain().newCall(CHAT, CallOptions.DEFAULT), new Ended(done));
			requests.onNext("a");
			assertThat(current.poll(10, TimeUnit.SECONDS)).isEqualTo("orders");
			assertThat(grpc.isCurrentOnServer()).isFalse();
			requests.onNext("b");
			requests.onCompleted();
			assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(traces.takeSegment("orders")).isComplete();
			assertThat(current).containsExactly("orders", "orders");
			assertThat(grpc.isCurrentOnServer()).isFalse();
			traces.assertClean();
		});
	}

	@Test
	void aCallThatItsCallerCancelsIsNoFaultOfEither() {
		CountDownLatch running = new CountDownLatch(1);
		run(LIST, (request, response) -> {
			response.onNext("first");
			running.countDown();
		}, (grpc, traces) -> {
			AWSXRay.beginSegment("caller");
			var call = grpc.channel().newCall(LIST, CallOptions.DEFAULT);
			CountDownLatch done = new CountDownLatch(1);
			ClientCalls.asyncServerStreamingCall(call, "x", new Ended(done));
			assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
			call.cancel("enough", null);
			assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
			AWSXRay.endSegment();
			RecordedEntity client = traces.takeSegment("caller").subsegments().get(0);
			assertThat(client).isNotFault().isNotError().hasMetadata("http", "cancelled", true);
			assertThat(traces.takeSegment("orders")).isNotFault().isError().hasAnnotation("grpc_status", "CANCELLED");
		});
	}

	@Test
	void aDeadlineThatPassesIsAFaultOfBoth() {
		run(LIST, (request, response) -> response.onNext("and then nothing"), (grpc, traces) -> {
			AWSXRay.beginSegment("caller");
			assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> ClientCalls
				.blockingServerStreamingCall(grpc.channel(), LIST,
						CallOptions.DEFAULT.withDeadlineAfter(150, TimeUnit.MILLISECONDS), "x")
				.forEachRemaining((message) -> {
				}));
			AWSXRay.endSegment();
			assertThat(traces.takeSegment("caller").subsegments().get(0)).isFault()
				.hasAnnotation("grpc_status", "DEADLINE_EXCEEDED");
			assertThat(traces.takeSegment("orders")).isFault().hasAnnotation("grpc_status", "DEADLINE_EXCEEDED");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
			"grpc.reflection.v1alpha.ServerReflection" })
	void checksOfHealthAndReflectionAreNotTraced(String service) {
		MethodDescriptor<String, String> method = GrpcRunner.method(MethodType.UNARY, service, "Check");
		run(method, (request, response) -> {
			AWSXRay.createSubsegment("inside", () -> {
			});
			response.onNext("SERVING");
			response.onCompleted();
		}, (grpc, traces) -> {
			ClientCalls.blockingUnaryCall(grpc.plain(), method, CallOptions.DEFAULT, "x");
			traces.assertNoneLeft();
		});
	}

	@Test
	void aCallThatIsNotSampledIsAnsweredAndTellsItOnwards() {
		run(GET, (request, response) -> {
			response.onNext(String.valueOf(AWSXRay.getCurrentSegment().isSampled()));
			response.onCompleted();
		}, (grpc, traces) -> {
			Metadata metadata = new Metadata();
			metadata.put(Metadata.Key.of("x-amzn-trace-id", Metadata.ASCII_STRING_MARSHALLER),
					"Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0");
			assertThat(ClientCalls.blockingUnaryCall(
					ClientInterceptors.intercept(grpc.plain(), MetadataUtils.newAttachHeadersInterceptor(metadata)),
					GET, CallOptions.DEFAULT, "x"))
				.isEqualTo("false");
			traces.assertNoneLeft();
		});
	}

	@Test
	void bothAreGlobalInterceptorsOfSpringGrpc() {
		GrpcRunner.runner().run((context) -> {
			assertThat(context.getBeansWithAnnotation(GlobalServerInterceptor.class))
				.containsValue(context.getBean(TracingServerInterceptor.class));
			assertThat(context.getBeansWithAnnotation(GlobalClientInterceptor.class))
				.containsValue(context.getBean(TracingClientInterceptor.class));
			assertThat(context.getBean(ActivePatch.class).library()).isEqualTo(PatchedLibrary.GRPC);
		});
	}

	@Test
	void eachSideHasASwitch() {
		GrpcRunner.runner()
			.withPropertyValues("xray.grpc.enabled=false", "xray.patch.grpc.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(TracingServerInterceptor.class)
				.doesNotHaveBean(TracingClientInterceptor.class));
		GrpcRunner.runner()
			.withClassLoader(new FilteredClassLoader("org.springframework.grpc"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(TracingServerInterceptor.class)
				.doesNotHaveBean(TracingClientInterceptor.class));
	}

	private static void run(MethodDescriptor<String, String> method,
			ServerCalls.ServerStreamingMethod<String, String> service, GrpcTest test) {
		GrpcRunner.runner()
			.run((context) -> test(context, method, (method.getType() == MethodType.UNARY)
					? ServerCalls.asyncUnaryCall(service::invoke) : ServerCalls.asyncServerStreamingCall(service),
					test));
	}

	private static void runBidirectional(ServerCalls.BidiStreamingMethod<String, String> service, GrpcTest test) {
		GrpcRunner.runner().run((context) -> test(context, CHAT, ServerCalls.asyncBidiStreamingCall(service), test));
	}

	private static void test(ApplicationContext context, MethodDescriptor<String, String> method,
			ServerCallHandler<String, String> handler, GrpcTest test) throws Exception {
		try (GrpcRunner grpc = new GrpcRunner(context, method, handler)) {
			test.run(grpc, context.getBean(RecordedTraces.class));
		}
	}

	private static String nameOf(Entity entity) {
		return (entity != null) ? entity.getName() : "nothing";
	}

	@FunctionalInterface
	private interface GrpcTest {

		void run(GrpcRunner grpc, RecordedTraces traces) throws Exception;

	}

	private record Ended(CountDownLatch done) implements StreamObserver<String> {

		@Override
		public void onNext(String message) {
		}

		@Override
		public void onError(Throwable failure) {
			this.done.countDown();
		}

		@Override
		public void onCompleted() {
			this.done.countDown();
		}

	}

}
