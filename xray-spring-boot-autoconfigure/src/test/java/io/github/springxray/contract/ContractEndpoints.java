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

package io.github.springxray.contract;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import jakarta.annotation.PreDestroy;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.testsupport.GarbageCollection;

/**
 * What an application can do to a request, whatever serves it.
 */
public abstract class ContractEndpoints {

	public final CountDownLatch lateWorkMayEnd = new CountDownLatch(1);

	protected final ExecutorService executor = Executors.newCachedThreadPool();

	private final Subsegments subsegments;

	protected ContractEndpoints(Subsegments subsegments) {
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

	@GetMapping("/throw")
	void fail() {
		throw new IllegalStateException("uncaught");
	}

	@GetMapping("/throw-error")
	void failBadly() {
		throw new NoClassDefFoundError("a class that is not there");
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

	@SuppressWarnings("deprecation")
	protected static void inside(Entity entity, String name) {
		AWSXRay.setTraceEntity(entity);
		AWSXRay.beginSubsegment(name);
		AWSXRay.endSubsegment();
		AWSXRay.clearTraceEntity();
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

}
