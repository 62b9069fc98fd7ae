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

package io.github.springxray.test.guide;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.spring.aop.XRayEnabled;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

import io.github.springxray.XRayContext;

@Component
class Reports implements DisposableBean {

	private final Mailer mailer;

	private final OrderService orders;

	private final ExecutorService executor = XRayContext.wrap(Executors.newFixedThreadPool(2));

	Reports(Mailer mailer, OrderService orders) {
		this.mailer = mailer;
		this.orders = orders;
	}

	void mail(String name) {
		this.mailer.mail(name);
	}

	void parallel() throws Exception {
		this.executor.submit(this.orders::count).get();
	}

	long counted() {
		return CompletableFuture.supplyAsync(XRayContext.wrapSupplier(this.orders::count)).join();
	}

	// Called by a scheduler, a message listener or a runner at start-up
	public void nightly() {
		AWSXRay.createSegment("nightly report", (segment) -> {
			segment.putAnnotation("orders", this.orders.count());
		});
	}

	@Override
	public void destroy() {
		this.executor.shutdown();
	}

	@Component
	@XRayEnabled
	static class Mailer {

		@Async
		public void mail(String name) {
			AWSXRay.getCurrentSubsegment().putAnnotation("mailed", name);
		}

	}

}
