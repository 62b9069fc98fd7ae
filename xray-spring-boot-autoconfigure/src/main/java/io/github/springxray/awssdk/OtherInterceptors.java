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

package io.github.springxray.awssdk;

import java.util.concurrent.locks.ReentrantLock;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.interceptors.TracingInterceptor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;

import org.springframework.util.function.SingletonSupplier;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.Subsegments;

/**
 * Keeps the interceptors of the X-Ray SDK from tracing a call, whether a client was given
 * one or AWS's artefact gave one to all of them. Of several ones the X-Ray SDK lets the
 * first work, and here that is one that works for nothing. Where one has come before,
 * what it began is taken back.
 */
final class OtherInterceptors {

	private final Subsegments subsegments;

	private final Subsegment silent;

	/**
	 * Created with the first call: that fails where the jars of the X-Ray SDK do not fit
	 * together, which is no reason not to start.
	 */
	private final SingletonSupplier<TracingInterceptor> first;

	OtherInterceptors(AWSXRayRecorder recorder, Subsegments subsegments) {
		this.subsegments = subsegments;
		this.silent = Subsegment.noOp(recorder, false);
		this.silent.setParent(this.silent);
		this.first = SingletonSupplier.of(() -> new TracingInterceptor(recorder, null, null));
	}

	@SuppressWarnings("deprecation")
	void silence(Context.BeforeExecution context, ExecutionAttributes attributes) {
		CurrentEntity nothing = this.subsegments.makeCurrent(this.silent);
		try {
			this.first.obtain().beforeExecution(context, attributes);
		}
		finally {
			nothing.close();
		}
		Subsegment begun = attributes.getAttribute(TracingInterceptor.entityKey);
		attributes.putAttribute(TracingInterceptor.entityKey, this.silent);
		takeBack(begun);
	}

	@SuppressWarnings("deprecation")
	private static void takeBack(@Nullable Subsegment begun) {
		if (begun == null || !begun.isRecording() || begun.isEmitted()) {
			return;
		}
		Entity parent = begun.getParent();
		ReentrantLock lock = begun.getParentSegment().getSubsegmentsLock();
		lock.lock();
		try {
			parent.removeSubsegment(begun);
			begun.getParentSegment().decrementReferenceCount();
		}
		finally {
			lock.unlock();
		}
	}

}
