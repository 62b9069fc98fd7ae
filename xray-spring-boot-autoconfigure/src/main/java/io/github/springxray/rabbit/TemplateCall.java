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

package io.github.springxray.rabbit;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import io.github.springxray.messaging.OutgoingMessage;

/**
 * A call of a template. The message that it sends ends when the call does, which tells
 * whether the message could be sent. A call that sends several ends each before the next.
 */
final class TemplateCall implements MethodInterceptor {

	private static final ThreadLocal<@Nullable TemplateCall> CURRENT = new ThreadLocal<>();

	private @Nullable OutgoingMessage sent;

	private TemplateCall() {
	}

	/**
	 * Return what lets each call of a template be one.
	 */
	static MethodInterceptor interceptor() {
		return (invocation) -> new TemplateCall().invoke(invocation);
	}

	/**
	 * Let a message end with the call that sends it.
	 */
	static void add(OutgoingMessage sent) {
		TemplateCall current = CURRENT.get();
		if (current == null) {
			sent.end();
			return;
		}
		current.end(null);
		current.sent = sent;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		TemplateCall outer = CURRENT.get();
		CURRENT.set(this);
		Throwable failure = null;
		try {
			return invocation.proceed();
		}
		catch (Throwable ex) {
			failure = ex;
			throw ex;
		}
		finally {
			if (outer != null) {
				CURRENT.set(outer);
			}
			else {
				CURRENT.remove();
			}
			end(failure);
		}
	}

	private void end(@Nullable Throwable failure) {
		if (this.sent != null) {
			this.sent.end(failure);
			this.sent = null;
		}
	}

}
