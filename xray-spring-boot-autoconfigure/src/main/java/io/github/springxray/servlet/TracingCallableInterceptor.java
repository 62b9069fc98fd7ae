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

import java.util.concurrent.Callable;

import com.amazonaws.xray.entities.Entity;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.Subsegments;

/**
 * Makes the segment of a request current on the thread that runs its {@link Callable} or
 * streams its body.
 */
final class TracingCallableInterceptor implements CallableProcessingInterceptor {

	private final Subsegments subsegments;

	private final ThreadLocal<CurrentEntity> current = new ThreadLocal<>();

	TracingCallableInterceptor(Subsegments subsegments) {
		this.subsegments = subsegments;
	}

	@Override
	public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
		HttpServletRequest httpRequest = request.getNativeRequest(HttpServletRequest.class);
		Entity entity = (httpRequest != null) ? RequestTrace.entityOf(httpRequest) : null;
		if (entity != null) {
			this.current.set(this.subsegments.makeCurrent(entity));
		}
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object concurrentResult) {
		CurrentEntity entity = this.current.get();
		if (entity != null) {
			this.current.remove();
			entity.close();
		}
	}

}
