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

package io.github.springxray.actuate;

import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;

/**
 * Lets our endpoint have an argument {@code for}, which is no name that a parameter can
 * have in Java.
 */
final class NamedForArgument implements OperationInvokerAdvisor {

	private static final EndpointId ENDPOINT = EndpointId.of("xray");

	@Override
	public OperationInvoker apply(EndpointId endpointId, OperationType operationType, OperationParameters parameters,
			OperationInvoker invoker) {
		if (!ENDPOINT.equals(endpointId) || operationType != OperationType.WRITE) {
			return invoker;
		}
		return (context) -> invoker.invoke(new InvocationContext(securityOf(context), renamed(context.getArguments())));
	}

	private static SecurityContext securityOf(InvocationContext context) {
		SecurityContext security = context.resolveArgument(SecurityContext.class);
		return (security != null) ? security : SecurityContext.NONE;
	}

	private static Map<String, Object> renamed(Map<String, Object> arguments) {
		Map<String, Object> renamed = new HashMap<>(arguments);
		Object duration = renamed.remove("for");
		if (duration != null) {
			renamed.put("duration", duration);
		}
		return renamed;
	}

}
