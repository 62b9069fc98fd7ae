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

package io.github.springxray.scheduling;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.config.Task;
import org.springframework.scheduling.support.ScheduledMethodRunnable;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

import io.github.springxray.XRaySegment;

/**
 * What a scheduled task does.
 *
 * @param name what to call it
 * @param subscribes whether it only subscribes to the publisher of a method, which goes
 * on after it
 */
record ScheduledWork(String name, boolean subscribes) {

	private static final String SUBSCRIBING = "org.springframework.scheduling.annotation."
			+ "ScheduledAnnotationReactiveSupport$SubscribingRunnable";

	private static final boolean REACTOR_PRESENT = ClassUtils.isPresent("reactor.core.publisher.Flux",
			ScheduledWork.class.getClassLoader());

	/**
	 * Look at a task. No code of the application is called for it.
	 */
	static ScheduledWork of(Runnable task) {
		Runnable work = unwrap(task);
		if (work instanceof ScheduledMethodRunnable method) {
			return new ScheduledWork(nameOf(method.getMethod(), method.getTarget()), false);
		}
		if (SUBSCRIBING.equals(work.getClass().getName())) {
			return new ScheduledWork(shorten(work.toString()), REACTOR_PRESENT);
		}
		return new ScheduledWork(nameOf(work.getClass()), false);
	}

	/**
	 * Spring has put each task into one that remembers how it went, which does not tell
	 * what is in it. Where it cannot be read, the name is that of Spring's class.
	 */
	private static Runnable unwrap(Runnable task) {
		if (task.getClass().getEnclosingClass() != Task.class) {
			return task;
		}
		try {
			Field field = ReflectionUtils.findField(task.getClass(), "runnable", Runnable.class);
			if (field != null) {
				ReflectionUtils.makeAccessible(field);
				Object inner = field.get(task);
				// Twice for what was registered in XML
				return (inner instanceof Runnable runnable) ? unwrap(runnable) : task;
			}
		}
		catch (IllegalAccessException | RuntimeException ex) {
			// Another release of Spring
		}
		return task;
	}

	private static String nameOf(Method method, Object target) {
		Class<?> type = ClassUtils.getUserClass(AopUtils.getTargetClass(target));
		XRaySegment segment = AnnotatedElementUtils.findMergedAnnotation(ClassUtils.getMostSpecificMethod(method, type),
				XRaySegment.class);
		if (segment != null && StringUtils.hasText(segment.value())) {
			return segment.value();
		}
		return simpleNameOf(method.getDeclaringClass()) + "." + method.getName();
	}

	/**
	 * A lambda is called after where it stands.
	 */
	private static String nameOf(Class<?> type) {
		if (!ClassUtils.isLambdaClass(type)) {
			return simpleNameOf(type);
		}
		return simpleName(type.getName()) + ".lambda";
	}

	private static String simpleNameOf(Class<?> type) {
		return type.isAnonymousClass() ? ClassUtils.getShortName(type) : type.getSimpleName();
	}

	/**
	 * Spring tells the qualified name of the class, which may be that of a proxy, and the
	 * name of the method.
	 */
	private static String shorten(@Nullable String qualified) {
		String name = String.valueOf(qualified);
		int method = name.lastIndexOf('.');
		return (method > 0) ? simpleName(name.substring(0, method)) + name.substring(method) : name;
	}

	/**
	 * What has been generated is called after the class that it was made of.
	 */
	private static String simpleName(String className) {
		int generated = className.indexOf("$$");
		String name = (generated > 0) ? className.substring(0, generated) : className;
		return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
	}

}
