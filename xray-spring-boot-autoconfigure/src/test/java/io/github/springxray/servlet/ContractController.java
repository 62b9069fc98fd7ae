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
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.testsupport.GarbageCollection;

/**
 * What an application can do to a request, for {@link HttpServerTracingContract}.
 */
@RestController
class ContractController {

	final CountDownLatch lateWorkMayEnd = new CountDownLatch(1);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final Subsegments subsegments;

	ContractController(Subsegments subsegments) {
		this.subsegments = subsegments;
	}

	@PreDestroy
	void close() {
		this.executor.shutdownNow();
	}

	@GetMapping("/hello/{name}")
	String hello(@PathVariable String name) {
		AWSXRay.createSubsegment("greeting", () -> {
		});
		return "hello " + name;
	}

	@GetMapping("/trace")
	String trace() {
		Entity current = AWSXRay.getTraceEntity();
		return current.getTraceId() + " " + current.isSampled();
	}

	@GetMapping("/status/{status}")
	ResponseEntity<String> status(@PathVariable int status) {
		return ResponseEntity.status(status).body("as you wish");
	}

	@GetMapping("/send-error/{status}")
	void sendError(@PathVariable int status, HttpServletResponse response) throws IOException {
		response.sendError(status);
	}

	@GetMapping("/throw")
	void fail() {
		throw new IllegalStateException("uncaught");
	}

	@GetMapping("/throw-error")
	void failBadly() {
		throw new NoClassDefFoundError("a class that is not there");
	}

	@GetMapping("/throw-teapot")
	void failWithErrorPage() {
		throw new TeapotException();
	}

	@GetMapping("/throw-in-subsegment")
	void failInSubsegment() {
		AWSXRay.createSubsegment("failing", (Runnable) () -> {
			throw new IllegalStateException("inside");
		});
	}

	@GetMapping("/throw-status")
	void failWithStatus() {
		throw new ResponseStatusException(HttpStatus.CONFLICT);
	}

	@GetMapping("/throw-handled")
	void failHandled() {
		throw new HandledException();
	}

	@GetMapping("/throw-after-commit")
	void failAfterCommit(HttpServletResponse response) throws IOException {
		response.getOutputStream().write("begun".getBytes(StandardCharsets.UTF_8));
		response.flushBuffer();
		throw new IllegalStateException("too late");
	}

	@ExceptionHandler(HandledException.class)
	@ResponseStatus(HttpStatus.BAD_GATEWAY)
	String handle() {
		return "handled";
	}

	@GetMapping("/forward")
	void forward(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
		request.getRequestDispatcher("/hello/forwarded").forward(request, response);
	}

	@GetMapping("/include")
	void include(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
		request.getRequestDispatcher("/hello/included").include(request, response);
	}

	@GetMapping("/deferred")
	DeferredResult<String> deferred() {
		DeferredResult<String> result = new DeferredResult<>();
		Entity entity = AWSXRay.getTraceEntity();
		this.executor.execute(() -> {
			inside(entity, "deferred work");
			result.setResult("deferred");
		});
		return result;
	}

	@GetMapping("/deferred-json")
	DeferredResult<Map<String, String>> deferredJson() {
		DeferredResult<Map<String, String>> result = new DeferredResult<>();
		this.executor.execute(() -> result.setResult(Map.of("key", "value")));
		return result;
	}

	@GetMapping("/deferred-error")
	DeferredResult<String> deferredError() {
		DeferredResult<String> result = new DeferredResult<>();
		this.executor.execute(() -> result.setErrorResult(new IllegalStateException("deferred error")));
		return result;
	}

	@GetMapping("/deferred-timeout")
	DeferredResult<String> deferredTimeout() {
		return new DeferredResult<>(50L);
	}

	@GetMapping("/callable")
	Callable<String> callable() {
		return () -> AWSXRay.createSubsegment("called", () -> "callable");
	}

	@GetMapping("/callable-error")
	Callable<String> callableError() {
		return () -> {
			throw new IllegalStateException("callable error");
		};
	}

	@GetMapping("/sse")
	SseEmitter sse() {
		SseEmitter emitter = new SseEmitter();
		this.executor.execute(() -> {
			try {
				emitter.send("one");
				emitter.send("two");
				emitter.complete();
			}
			catch (IOException ex) {
				emitter.completeWithError(ex);
			}
		});
		return emitter;
	}

	@GetMapping("/sse-endless")
	SseEmitter sseEndless() {
		SseEmitter emitter = new SseEmitter(0L);
		this.executor.execute(() -> {
			try {
				while (!Thread.currentThread().isInterrupted()) {
					emitter.send("x".repeat(64 * 1024));
				}
			}
			catch (IOException | IllegalStateException ex) {
				emitter.completeWithError(ex);
			}
		});
		return emitter;
	}

	@GetMapping("/streaming")
	StreamingResponseBody streaming() {
		return (out) -> AWSXRay.createSubsegment("streamed", () -> write(out));
	}

	@GetMapping("/late")
	String late() {
		Entity entity = AWSXRay.getTraceEntity();
		Subsegment open = AWSXRay.beginSubsegment("outlives its request");
		this.executor.execute(() -> {
			await(this.lateWorkMayEnd);
			AWSXRay.getGlobalRecorder().endSubsegment(open);
			inside(entity, "begins after its request");
		});
		return "early";
	}

	@GetMapping("/ends-too-much")
	String endsTooMuch() {
		AWSXRay.endSegment();
		AWSXRay.endSubsegment();
		return "ended";
	}

	@GetMapping("/ends-out-of-order")
	String endsOutOfOrder() {
		TraceScope first = this.subsegments.begin("first");
		TraceScope second = this.subsegments.begin("second");
		this.subsegments.end(first, null);
		GarbageCollection.force();
		inside(AWSXRay.getTraceEntity(), "between");
		this.subsegments.end(second, null);
		inside(AWSXRay.getTraceEntity(), "after");
		return "ended";
	}

	@GetMapping("/never-ends")
	String neverEnds() {
		AWSXRay.beginSubsegment("forgotten");
		return "forgotten";
	}

	@GetMapping("/metadata")
	Map<String, String> metadata() {
		AWSXRay.getCurrentSegment().putAnnotation("seen", true);
		return Map.of("key", "value");
	}

	static void raw(HttpServletRequest request, HttpServletResponse response, int round) throws IOException {
		AsyncContext context = request.startAsync();
		if (round < 2) {
			context.dispatch();
			return;
		}
		context.start(() -> {
			write(response);
			context.complete();
		});
	}

	@SuppressWarnings("deprecation")
	private static void inside(Entity entity, String name) {
		AWSXRay.setTraceEntity(entity);
		AWSXRay.beginSubsegment(name);
		AWSXRay.endSubsegment();
		AWSXRay.clearTraceEntity();
	}

	private static void write(HttpServletResponse response) {
		try {
			response.getWriter().write("raw");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void write(java.io.OutputStream out) {
		try {
			out.write("streamed".getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			if (!latch.await(10, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Nobody let the work end");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@SuppressWarnings("serial")
	static class TeapotException extends RuntimeException {

	}

	@SuppressWarnings("serial")
	static class HandledException extends RuntimeException {

	}

}
